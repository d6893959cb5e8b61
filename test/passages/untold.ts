/** What a version of HCP leaves out that tells neither reader nor picture of a passage. */
export const untold = { readerId: '', readerName: '', pictureUri: '' } as const
