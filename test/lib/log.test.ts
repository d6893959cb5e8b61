import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { limits } from '../../src/main/lib/limits.ts'
import { openLog } from '../../src/main/lib/log.ts'
import { createRedactor } from '../../src/main/lib/redact.ts'
import { VirtualTime } from '../virtual-time.ts'

const SECRET = 'Zk3v9QpL0xWm7TtYbN1c'
const MINUTE_MS = 60_000
const folders: string[] = []
const disks: string[] = []
afterEach(() => {
  for (const disk of disks.splice(0)) execFileSync('umount', ['-l', disk])
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'log-'))
  folders.push(folder)
  return join(folder, 'logs')
}

/** A disk of 64 kB, where this user may have one. */
function smallDisk(): string {
  const disk = mkdtempSync(join(tmpdir(), 'log-disk-'))
  folders.push(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk], { stdio: 'ignore' })
  disks.push(disk)
  return disk
}
const canMount = ((): boolean => {
  try {
    execFileSync('umount', ['-l', smallDisk()])
    disks.pop()
    return true
  } catch {
    return false
  }
})()

function newLog(folder = newFolder()) {
  const redact = createRedactor()
  redact.hide(SECRET)
  const time = new VirtualTime()
  const log = openLog(folder, redact, time)
  const text = (name = 'desk.log'): string => readFileSync(join(folder, name), 'utf8')
  return { folder, redact, log, time, text, room: log.room('app') }
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '')
const bytesIn = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + lstatSync(join(folder, name)).size, 0)
/** Fills the file that is written to, whoever has written it. */
function fill(folder: string, name = 'desk.log', bytes: number = limits.logFileMaxBytes): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), `${name}\n${'x'.repeat(bytes - name.length - 1)}`)
}

describe('a line', () => {
  it('stands with its room and level', () => {
    const { log, text } = newLog()
    log.room('hcp').info('first line')
    log.room('access').warn('second line')
    log.room('app').error('third line')
    const lines = linesOf(text())
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(
      /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d\] \[info\].*\(hcp\).*first line/,
    )
    expect(lines[1]).toMatch(/\[warn\].*\(access\).*second line/)
    expect(lines[2]).toMatch(/\[error\].*\(app\).*third line/)
  })

  it('is redacted at the sink, also in errors and their causes', () => {
    const { room, text } = newLog()
    room.info(`key ${SECRET}`)
    room.error('it broke', new Error(`echo ${SECRET}`, { cause: new Error(`deeper ${SECRET}`) }))
    room.error('it broke again', { toString: () => SECRET })
    expect(text().match(/«hidden»/g)).toHaveLength(3)
    expect(text()).not.toContain(SECRET)
  })

  it('says what an error was and where, without its cause’s words and the folders of whoever installed it', () => {
    const { room, text } = newLog()
    const cause = new TypeError('a whole request')
    room.error('it broke', new RangeError('too far\n    at the moon', { cause }))
    expect(text()).toMatch(/RangeError: too far +at the moon at .*log\.test\.ts:\d+:\d+.*cause: TypeError/)
    expect(text()).not.toContain('a whole request')
    expect(text()).not.toContain(import.meta.dirname)
  })

  it.each<[what: string, thrown: unknown]>([
    ['nothing', undefined],
    ['no error', 'a word'],
    ['an object without a word', Object.create(null)],
    [
      'an error that cannot be looked at',
      Object.defineProperty(new Error('x'), 'message', {
        get() {
          throw new Error('no')
        },
      }),
    ],
    ['one that went', Proxy.revocable({}, {}).proxy],
  ])('is written whatever was thrown: %s', (_what, thrown) => {
    const { room, text } = newLog()
    room.error('it broke', thrown)
    expect(linesOf(text())).toHaveLength(1)
  })

  it('is one, whatever is in it', () => {
    const { room, text } = newLog()
    room.info('one\n[2026-01-01] [error] (app) forged\r\u001b[2J\u2028\u202eend %s %d %c 100%')
    expect(linesOf(text())).toHaveLength(1)
    expect(text()).toMatch(/one \[2026-01-01\] \[error\] \(app\) forged \[2J end %s %d/)
  })

  it('is bounded, and never ends in half a secret', () => {
    const { room, text } = newLog()
    room.info('word '.repeat(200_000))
    expect(linesOf(text())[0]?.length).toBeLessThan(limits.logLineMaxChars + 200)
    // The base64 becomes one word, so that what stands at the cut moves into sight.
    const before = limits.logTextMaxChars - SECRET.length / 2
    for (let shift = -15; shift < 15; shift += 1) room.info(`${'A'.repeat(before + shift)} ${SECRET} tail`)
    for (let at = 0; at + 6 <= SECRET.length; at += 1) expect(text()).not.toContain(SECRET.slice(at, at + 6))
  })
})

describe('a flood', () => {
  it('of the same line is one line a minute, and a number', async () => {
    const { room, time, text } = newLog()
    for (let i = 0; i < 5_000; i += 1) room.warn('HCP is gone')
    expect(linesOf(text())).toHaveLength(1)
    await time.pass(MINUTE_MS)
    for (let i = 0; i < 5_000; i += 1) room.warn('HCP is gone')
    const lines = linesOf(text())
    expect(lines).toHaveLength(3)
    expect(lines[1]).toMatch(/\[warn\].*\(app\).*… repeated 4999 times: HCP is gone$/)
  })

  it('of lines in turn is no more than one of each', () => {
    const { room, log, text } = newLog()
    for (let i = 0; i < 300; i += 1) room.info(`line ${i % 3}`)
    expect(linesOf(text())).toHaveLength(3)
    log.end()
    expect(linesOf(text()).filter((line) => line.includes('repeated 99 times'))).toHaveLength(3)
  })

  it('of news is cut off, and does not keep trouble out', async () => {
    const { room, log, time, text, folder } = newLog()
    const flood = (): void => {
      for (let i = 0; i < 20_000; i += 1) room.info(`a new line each time, number ${i} of this minute`)
    }
    flood()
    for (let i = 0; i < 20_000; i += 1) room.warn(`a warning each time, number ${i} of this minute`)
    room.error('the disk is sick')
    expect(text()).toContain('the disk is sick')
    expect(bytesIn(folder)).toBeLessThan(limits.logBurstBytes)
    for (let minute = 0; minute < 10; minute += 1) {
      await time.pass(MINUTE_MS)
      flood()
    }
    log.end()
    expect(text()).toMatch(/\d{5} lines were left out/)
    // A hot loop of a whole day would not push out what was before.
    expect(bytesIn(folder)).toBeLessThan(limits.logBurstBytes + 11 * limits.logBytesPerMinute + 20_000)
    expect(24 * 60 * limits.logBytesPerMinute).toBeLessThan(limits.logFileMaxBytes * (limits.logFiles + 1))
  })
})

describe('the folder', () => {
  it('keeps the newest file and three before it, and never more than its limit', () => {
    const { folder, room, text } = newLog()
    for (let generation = 1; generation <= 6; generation += 1) {
      fill(folder)
      room.info(`line ${generation}`)
      expect(bytesIn(folder)).toBeLessThanOrEqual(limits.logFolderMaxBytes)
    }
    expect(readdirSync(folder).sort()).toEqual(['desk.1.log', 'desk.2.log', 'desk.3.log', 'desk.log'])
    expect(linesOf(text())).toHaveLength(1)
    expect(text()).toContain('line 6')
  })

  it('makes room of what others left there, the oldest first, and keeps its own as long as it can', () => {
    const folder = newFolder()
    for (const name of ['desk.log', 'desk.1.log', 'desk.2.log', 'desk.3.log']) fill(folder, name)
    for (const [i, name] of ['old.log', 'older.dmp', 'oldest.log'].entries()) {
      fill(folder, name, 3 * 1024 * 1024)
      utimesSync(join(folder, name), 1_700_000_000 - i, 1_700_000_000 - i)
    }
    const { room } = newLog(folder)
    room.info('a line')
    expect(bytesIn(folder)).toBeLessThanOrEqual(limits.logFolderMaxBytes)
    const names = readdirSync(folder)
    expect(names).toContain('desk.3.log')
    expect(names).toContain('old.log')
    expect(names).not.toContain('oldest.log')
  })

  it('is looked after also when another program fills it meanwhile', async () => {
    const { folder, room, time } = newLog()
    room.info('a line')
    fill(folder, 'trace.bin', limits.logFolderMaxBytes)
    await time.pass(61 * MINUTE_MS)
    room.info('another line')
    expect(existsSync(join(folder, 'trace.bin'))).toBe(false)
  })

  it('begins a new file when another program has filled this one', () => {
    const { folder, room, text } = newLog()
    room.info('a line')
    fill(folder)
    room.info('another line')
    expect(linesOf(text())).toHaveLength(1)
    expect(statSync(join(folder, 'desk.1.log')).size).toBe(limits.logFileMaxBytes)
  })

  it('may be taken away while the desk runs', () => {
    const { folder, room, text } = newLog()
    room.info('a line')
    rmSync(folder, { recursive: true })
    room.info('another line')
    expect(text()).toContain('another line')
    renameSync(folder, `${folder}.away`)
    room.info('and one more')
    expect(text()).toContain('and one more')
  })

  it.skipIf(process.platform === 'win32')('holds no file anybody else may read', () => {
    const { folder, room } = newLog()
    room.info('a line')
    expect(statSync(join(folder, 'desk.log')).mode & 0o077).toBe(0)
  })
})

describe('what cannot be written', () => {
  it('is counted, and told with the first line that can', () => {
    const folder = newFolder()
    writeFileSync(folder, 'a file stands where the folder should be')
    const { room, text } = newLog(folder)
    room.info('lost')
    room.error('lost too')
    rmSync(folder)
    room.info('kept')
    expect(linesOf(text()).map((line) => line.replace(/^.*\) +/, ''))).toEqual([
      '2 lines could not be written',
      'kept',
    ])
  })

  it.skipIf(!canMount)(
    'on a full disk leaves no half line, and the log goes on when there is room again',
    () => {
      const disk = smallDisk()
      const { room, text } = newLog(join(disk, 'logs'))
      room.info('first')
      writeFileSync(join(disk, 'photos'), '')
      try {
        for (;;) appendFileSync(join(disk, 'photos'), 'x'.repeat(1_000))
      } catch {
        // Full to the last page; what is left of the log's own page is filled now.
      }
      for (let i = 0; i < 100; i += 1) room.info(`${i} ${'a long line '.repeat(20)}`)
      rmSync(join(disk, 'photos'))
      room.info('last')
      const lines = linesOf(text())
      expect(lines.at(-1)).toMatch(/^\[.*\) +last$/)
      const lost = Number(/(\d+) lines could not be written$/.exec(lines.at(-2) ?? '')?.[1])
      const whole = lines.filter((line) => /^\[.*a long line $/.test(line)).length
      expect(lost + whole).toBe(100)
      expect(lost).toBeGreaterThan(50)
    },
  )

  it.skipIf(process.platform === 'win32')(
    'into a link, a pipe or a folder is not followed and not waited for',
    () => {
      const { folder, room } = newLog()
      mkdirSync(join(folder, 'desk.log'), { recursive: true })
      room.info('lost')
      rmSync(join(folder, 'desk.log'), { recursive: true })
      symlinkSync(`${folder}.elsewhere`, join(folder, 'desk.log'))
      room.info('lost again')
      expect(existsSync(`${folder}.elsewhere`)).toBe(false)
      rmSync(join(folder, 'desk.log'))
      execFileSync('mkfifo', [join(folder, 'desk.log')])
      room.info('lost as well')
      expect(readdirSync(folder)).toEqual(['desk.log'])
    },
  )

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is lost in a folder nobody may write to',
    () => {
      const folder = newFolder()
      mkdirSync(folder)
      chmodSync(folder, 0o500)
      const { room, text } = newLog(folder)
      room.info('lost')
      chmodSync(folder, 0o700)
      room.info('kept')
      expect(text()).toMatch(/1 lines could not be written[\s\S]*kept/)
    },
  )
})
