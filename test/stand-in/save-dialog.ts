// The save dialog of a desk without one: it answers by itself, and says where.
import { existsSync } from 'node:fs'
import { isAbsolute, join, parse } from 'node:path'
import { app } from './app.ts'

type Options = { readonly defaultPath?: string }
type Answer = { readonly canceled: false; readonly filePath: string }

/**
 * Takes the suggested name, in the folder of downloads where none is suggested, and the next number where there is such a
 * file: a real dialog asks before one is written over, and here nobody could say no.
 */
export async function showSaveDialog(
  ...args: [Options?] | [window: unknown, options?: Options]
): Promise<Answer> {
  const { defaultPath = 'untitled' } = (args.at(-1) ?? {}) as Options
  const wished = isAbsolute(defaultPath) ? defaultPath : join(downloads(), defaultPath)
  const { dir, name, ext } = parse(wished)
  let filePath = wished
  for (let i = 2; existsSync(filePath); i++) filePath = join(dir, `${name} (${i})${ext}`)
  console.error(`stand-in: nobody to ask where to save, so it is ${filePath}`)
  return { canceled: false, filePath }
}

function downloads(): string {
  const folder = app.getPath('downloads')
  return existsSync(folder) ? folder : app.getPath('home')
}
