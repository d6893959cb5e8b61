import type { BrowserWindow, Dialog } from 'electron'

/** Asks the guard where a new file goes; null when he thinks better of it. */
export type ChooseFile = (suggestedName: string, kind: 'csv') => Promise<string | null>

/** The system's own dialog, in front of the desk's window. It asks by itself before a file is written over. */
export function saveDialog(
  dialog: Pick<Dialog, 'showSaveDialog'>,
  window: () => BrowserWindow | null,
): ChooseFile {
  return async (suggestedName, kind) => {
    const options = {
      defaultPath: fileName(suggestedName),
      filters: [{ name: kind.toUpperCase(), extensions: [kind] }],
    }
    const above = window()
    const answer = await (above ? dialog.showSaveDialog(above, options) : dialog.showSaveDialog(options))
    return answer.canceled || answer.filePath === '' ? null : answer.filePath
  }
}

/** Without the signs a file system takes for something else. */
function fileName(suggested: string): string {
  return suggested.replace(/[\\/:*?"<>|\p{C}]/gu, '-')
}
