import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openLog } from '../../src/main/lib/log.ts'
import { createRedactor } from '../../src/main/lib/redact.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newLog() {
  const folder = join(mkdtempSync(join(tmpdir(), 'log-')), 'logs')
  folders.push(folder)
  const redact = createRedactor()
  const log = openLog(folder, redact)
  return { folder, redact, log, text: () => readFileSync(join(folder, 'desk.log'), 'utf8') }
}

describe('the log file', () => {
  it('holds every line with its room and level', () => {
    const { log, text } = newLog()
    log.room('hcp').info('first line')
    log.room('access').warn('second line')
    log.room('app').error('third line')
    const lines = text().trim().split('\n')
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/\[info\].*\(hcp\).*first line/)
    expect(lines[1]).toMatch(/\[warn\].*\(access\).*second line/)
    expect(lines[2]).toMatch(/\[error\].*\(app\).*third line/)
  })

  it('is redacted at the sink, also in errors and their causes', () => {
    const { log, redact, text } = newLog()
    redact.hide('Zk3v9QpL0xWm7TtYbN1c')
    const cause = new Error('echo Zk3v9QpL0xWm7TtYbN1c', { cause: new Error('deeper Zk3v9QpL0xWm7TtYbN1c') })
    log.room('hcp').info('key Zk3v9QpL0xWm7TtYbN1c')
    log.room('hcp').error('it broke', cause)
    expect(text()).toContain('it broke')
    expect(text()).toContain('«hidden»')
    expect(text()).not.toContain('Zk3v9QpL0xWm7TtYbN1c')
  })

  it('says what an error was and where, without its cause’s words', () => {
    const { log, text } = newLog()
    log.room('app').error('it broke', new RangeError('too far', { cause: new TypeError('a whole request') }))
    expect(text()).toMatch(/RangeError: too far at .*log\.test\.ts.*cause: TypeError/)
    expect(text()).not.toContain('a whole request')
  })

  it('is bounded: one file and its predecessor', () => {
    const { folder, log } = newLog()
    const room = log.room('app')
    const line = 'a line of words '.repeat(4_000)
    for (let i = 0; i < 220; i += 1) room.info(line)
    const files = readdirSync(folder)
    expect(files.length).toBeLessThanOrEqual(2)
    const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
    expect(bytes).toBeLessThan(2 * 5 * 1024 * 1024 + 2 * line.length)
  })
})
