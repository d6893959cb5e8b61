import type { BrowserWindow, Dialog, OpenDialogOptions } from 'electron'
import type { TableFormat } from '../../shared/export-words.ts'

/** Asks the guard where a new file goes; null when he thinks better of it. */
export type ChooseFile = (suggestedName: string, kind: TableFormat | 'pdf' | 'zip') => Promise<string | null>

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

/** Asks the guard for the folder or ZIP his photos are in; null when he thinks better of it. */
export type ChoosePhotos = (from: 'folder' | 'zip') => Promise<string | null>

export function photosDialog(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  window: () => BrowserWindow | null,
): ChoosePhotos {
  return async (from) => {
    const options: OpenDialogOptions =
      from === 'folder'
        ? { properties: ['openDirectory'] }
        : { properties: ['openFile'], filters: [{ name: 'ZIP', extensions: ['zip'] }] }
    const above = window()
    const answer = await (above ? dialog.showOpenDialog(above, options) : dialog.showOpenDialog(options))
    return answer.canceled ? null : (answer.filePaths[0] ?? null)
  }
}

/** The window's page as it prints, as the bytes of a PDF; rejects when there is no window. */
export type PrintPage = () => Promise<Uint8Array>

export function pagePrinter(window: () => Pick<BrowserWindow, 'webContents'> | null): PrintPage {
  return async () => {
    const page = window()
    if (!page) throw new Error('no window is open')
    // Paper, margins and page numbers are the business of the page's own style sheet.
    return page.webContents.printToPDF({ preferCSSPageSize: true })
  }
}
