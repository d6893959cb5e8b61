import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

interface Import {
  /** `shared/visit.ts` for one of ours, the package's or module's name for a foreign one. */
  readonly target: string
  readonly isOurs: boolean
  readonly typeOnly: boolean
}

interface SourceFile {
  /** Below `src`, with `/`. */
  readonly path: string
  readonly text: string
  /** Without whole-line comments, which may well name what the code must not. */
  readonly code: string
  readonly imports: readonly Import[]
}

const IMPORT =
  /^(?:import|export)\s+(type\s)?[^'"]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm

function importsOf(path: string, code: string): readonly Import[] {
  return [...code.matchAll(IMPORT)].map(([, type, from, bare, dynamic]) => {
    const name = from ?? bare ?? dynamic ?? ''
    const isOurs = name.startsWith('.')
    const target = isOurs ? join(dirname(path), name).split(sep).join('/') : packageOf(name)
    return { target, isOurs, typeOnly: type !== undefined }
  })
}

/** `sharp/lib/x` → `sharp`, `@img/y/z` → `@img/y`; Node's own modules keep their path. */
function packageOf(name: string): string {
  if (name.startsWith('node:')) return name
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

function filesUnder(folder: string): readonly SourceFile[] {
  const base = join(root, folder)
  return readdirSync(base, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const path = name.split(sep).join('/')
      const text = readFileSync(join(base, name), 'utf8')
      const code = text.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')
      return { path, text, code, imports: importsOf(path, code) }
    })
}

const files = filesUnder('src')

/** `main/store`, `main/index.ts`, `shared`, … */
function roomOf(path: string): string {
  const [process = '', room = ''] = path.split('/')
  return process === 'main' ? `main/${room}` : process
}

/** Who a room may know, besides itself; `types of` is an `import type`. From the plan of the house. */
const KNOWS: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  preload: ['shared'],
  renderer: ['shared'],
  simulator: [],
  'main/lib': ['shared'],
  'main/store': ['shared', 'main/lib'],
  'main/hcp': ['shared', 'main/lib'],
  'main/guards': ['shared', 'main/lib'],
  'main/photos': ['shared', 'main/lib', 'main/store'],
  'main/visits': ['shared', 'main/lib', 'main/store', 'main/photos'],
  'main/access': ['shared', 'main/lib', 'main/store', 'main/hcp'],
  'main/imports': ['shared', 'main/lib', 'main/photos'],
  'main/passages': ['shared', 'main/lib', 'main/store', 'main/hcp'],
  'main/ipc': ['shared', 'main/lib', 'types of main/app'],
  'main/outside': ['shared', 'main/lib', 'main/store'],
  'main/app': ['shared', 'main/*', 'simulator'],
  'main/index.ts': ['main/app'],
}

function mayKnow(room: string, other: string, typeOnly: boolean): boolean {
  const known = KNOWS[room] ?? []
  return (
    room === other ||
    known.includes(other) ||
    (known.includes('main/*') && other.startsWith('main/')) ||
    (typeOnly && known.includes(`types of ${other}`))
  )
}

/** Where a package may be imported; a trailing `/` is a whole folder. */
const HOME: Readonly<Record<string, readonly string[]>> = {
  'better-sqlite3': ['main/store/'],
  axios: ['main/hcp/', 'main/outside/'],
  sharp: ['main/photos/'],
  systeminformation: ['main/guards/'],
  'prom-client': ['main/outside/'],
  'csv-parse': ['main/imports/'],
  'csv-stringify': ['main/imports/', 'main/outside/'],
  'read-excel-file': ['main/imports/'],
  'write-excel-file': ['main/imports/', 'main/outside/'],
  yauzl: ['main/imports/'],
  'electron-log': ['main/lib/log.ts'],
  selfsigned: ['simulator/'],
  react: ['renderer/'],
  'react-dom': ['renderer/'],
}

const isIn = (path: string, places: readonly string[]): boolean =>
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place))

/** `path: what` of every file that breaks a rule; a green test is an empty list, a red one names the places. */
function breaches(
  isConcerned: (path: string) => boolean,
  find: (file: SourceFile) => readonly string[],
  of: readonly SourceFile[] = files,
): readonly string[] {
  return of
    .filter((file) => isConcerned(file.path))
    .flatMap((file) => find(file).map((what) => `${file.path}: ${what}`))
}

function linesWith(file: SourceFile, pattern: RegExp): readonly string[] {
  return file.code
    .split('\n')
    .filter((line) => pattern.test(line))
    .map((line) => line.trim())
}

const everywhere = (): boolean => true
const inMain = (path: string): boolean => path.startsWith('main/')

describe('the house', () => {
  it('was read', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(files.flatMap((file) => file.imports).length).toBeGreaterThan(300)
    const rooms = new Set(files.map((file) => roomOf(file.path)))
    expect([...rooms].filter((room) => !(room in KNOWS))).toEqual([])
    // What is not recognised as an import would be allowed everything.
    const unread = breaches(everywhere, (file) => {
      const lines = linesWith(file, /\bfrom '[^']+'|^import '|\bimport\('/)
      return lines.length > file.imports.length
        ? [`${lines.length - file.imports.length} imports not read`]
        : []
    })
    expect(unread).toEqual([])
  })

  it('knows its rooms only the way the arrows point', () => {
    const wrong = breaches(everywhere, (file) =>
      file.imports
        .filter((one) => one.isOurs && !mayKnow(roomOf(file.path), roomOf(one.target), one.typeOnly))
        .map((one) => one.target),
    )
    expect(wrong).toEqual([])
  })

  it('lets the simulator in at one door', () => {
    const wrong = breaches(
      (path) => !isIn(path, ['simulator/', 'main/app/training.ts']),
      (file) => file.imports.map((one) => one.target).filter((target) => target.startsWith('simulator/')),
    )
    expect(wrong).toEqual([])
    const other = breaches(
      (path) => path === 'main/app/training.ts',
      (file) =>
        file.imports
          .map((one) => one.target)
          .filter((target) => target.startsWith('simulator/') && target !== 'simulator/simulator.ts'),
    )
    expect(other).toEqual([])
  })

  it('keeps each package in its room', () => {
    const wrong = breaches(everywhere, (file) =>
      file.imports
        .filter((one) => !isIn(file.path, HOME[one.target] ?? [file.path]))
        .map((one) => one.target),
    )
    expect(wrong).toEqual([])
  })

  it('gives pages and shared words no packages but React', () => {
    const wrong = breaches(
      (path) => isIn(path, ['shared/', 'renderer/', 'preload/']),
      (file) =>
        file.imports
          .filter((one) => !one.isOurs && !(file.path.startsWith('preload/') && one.target === 'electron'))
          .map((one) => one.target)
          .filter((target) => !(file.path.startsWith('renderer/') && /^react(-dom)?$/.test(target))),
    )
    expect(wrong).toEqual([])
  })

  it('names Electron only at its walls', () => {
    const runs = ['main/app/', 'main/ipc/hatch.ts', 'main/ipc/push.ts', 'main/index.ts', 'preload/']
    const wrong = breaches(everywhere, (file) =>
      file.imports
        .filter((one) => one.target === 'electron')
        .filter((one) => !isIn(file.path, one.typeOnly ? [...runs, 'main/ipc/'] : runs))
        .map((one) => one.target),
    )
    expect(wrong).toEqual([])
  })

  it('imports nothing that is not asked for in package.json', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const bundled = ['electron', 'react', 'react-dom'].filter((name) => name in devDependencies)
    const wrong = breaches(everywhere, (file) =>
      file.imports
        .filter((one) => !one.isOurs && !one.target.startsWith('node:'))
        .map((one) => one.target)
        .filter((target) => !(target in dependencies) && !bundled.includes(target)),
    )
    expect(wrong).toEqual([])
  })

  it.each<[what: string, pattern: RegExp, home: readonly string[], where: (path: string) => boolean]>([
    ['timers', /(?<![.\w])set(?:Timeout|Interval|Immediate)\(/, ['main/lib/scheduler.ts'], inMain],
    ['the time', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/, ['main/lib/clock.ts'], inMain],
    // Elsewhere a pipe would hang, a device never end, a link lead anywhere, and a large file fill the memory.
    [
      'the content of files',
      /\breadFile(?:Sync)?\(|\bcreateReadStream\(|\breadv?(?:Sync)?\(\w*fd\b/,
      ['main/lib/safe-read.ts', 'main/app/scheme.ts'],
      inMain,
    ],
    ['servers', /\bcreateServer\(/, ['main/outside/'], inMain],
    ['ipcMain', /\bipcMain\b/, ['main/ipc/hatch.ts'], everywhere],
    ['pushing to the page', /\.send\(`push\./, ['main/ipc/push.ts'], everywhere],
    ['SQL', /\.prepare[<(]|\bINSERT INTO\b|\bDELETE FROM\b/, ['main/store/'], inMain],
    ['the console', /(?<![.\w])console\./, [], (path) => !path.startsWith('simulator/')],
    ['default exports', /^\s*export default\b/, [], everywhere],
    [
      'network of the page',
      /\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b/,
      [],
      (path) => path.startsWith('renderer/'),
    ],
  ])('keeps %s where it belongs', (_what, pattern, home, where) => {
    expect(
      breaches(
        (path) => where(path) && !isIn(path, home),
        (file) => linesWith(file, pattern),
      ),
    ).toEqual([])
  })

  it('has no file longer than 300 lines', () => {
    const wrong = breaches(everywhere, (file) => {
      const lines = file.text.trimEnd().split('\n').length
      return lines > 300 ? [`${lines} lines`] : []
    })
    expect(wrong).toEqual([])
  })

  it('has a README in every room', () => {
    const rooms = ['shared', 'preload', 'renderer', 'simulator', 'main']
    const inside = readdirSync(join(root, 'src/main'), { withFileTypes: true })
    const all = [...rooms, ...inside.filter((one) => one.isDirectory()).map((one) => `main/${one.name}`)]
    const without = all.filter((room) => !readdirSync(join(root, 'src', room)).includes('README.md'))
    expect(without).toEqual([])
    expect(all.length).toBeGreaterThan(10)
  })

  it('never throws a safety switch, in the tests neither', () => {
    // Put together here, so that this file does not find itself.
    const off = (name: string, value: string): RegExp => new RegExp(`\\b${name}['"]?\\s*[:=]\\s*${value}\\b`)
    const ofTheWindow = [
      off('nodeIntegration', 'true'),
      off('contextIsolation', 'false'),
      off('sandbox', 'false'),
      off('webSecurity', 'false'),
    ]
    const ofTls = [
      off('rejectUnauthorized', 'false'),
      new RegExp(['NODE', 'TLS', 'REJECT', 'UNAUTHORIZED'].join('_')),
    ]
    const all = [...files, ...filesUnder('test').map((file) => ({ ...file, path: `test/${file.path}` }))]
    const wrong = breaches(
      everywhere,
      (file) =>
        // The stand-in names the window's switches to refuse them.
        [...(file.path.startsWith('test/stand-in/') ? [] : ofTheWindow), ...ofTls].flatMap((one) =>
          linesWith(file, one),
        ),
      all,
    )
    expect(wrong).toEqual([])
    expect(
      all.some((file) => file.path === `test/${relative(import.meta.dirname, import.meta.filename)}`),
    ).toBe(true)
  })
})
