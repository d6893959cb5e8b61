import { expect, it } from 'vitest'
import { saveDialog } from '../../src/main/app/save-file.ts'

interface Options {
  readonly defaultPath: string
  readonly filters: readonly { readonly extensions: readonly string[] }[]
}

/** A guard who answers the dialog with `filePath`, or thinks better of it. */
function guard(filePath: string | null) {
  const asked: Options[] = []
  const dialog = {
    showSaveDialog: async (options: unknown) => {
      asked.push(options as Options)
      return { canceled: filePath === null, filePath: filePath ?? '' }
    },
  }
  return { asked, choose: saveDialog(dialog, () => null) }
}

it('a file goes where the guard says, or nowhere', async () => {
  expect(await guard('/home/guard/a.csv').choose('a.csv', 'csv')).toBe('/home/guard/a.csv')
  expect(await guard(null).choose('a.csv', 'csv')).toBeNull()
  expect(await guard('').choose('a.csv', 'csv')).toBeNull()
})

it('a suggested name is a name, whatever is in it', async () => {
  const { asked, choose } = guard(null)
  await choose('../a\\b: "x"\n2026.csv', 'csv')
  expect(asked).toMatchObject([{ defaultPath: '..-a-b- -x--2026.csv', filters: [{ extensions: ['csv'] }] }])
})
