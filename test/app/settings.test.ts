import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openSettings } from '../../src/main/app/settings.ts'
import { mostLimits } from '../../src/main/hcp/open-gate.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { makeCertificate } from '../../src/simulator/certificate.ts'

const root = mkdtempSync(join(tmpdir(), 'settings-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function place(content?: string) {
  const folder = mkdtempSync(join(root, 's-'))
  const file = join(folder, 'settings.json')
  if (content !== undefined) writeFileSync(file, content)
  const lines: string[] = []
  const log = { ...silentLog, warn: (line: string) => void lines.push(line) }
  return { folder, file, lines, open: (locale = 'en-US') => openSettings(folder, locale, log) }
}

const { certificatePem } = await makeCertificate()
const SITE = { address: 'hcp.local', appKey: '29384756', fingerprint: 'AA:BB', certificatePem }
const siteFile = (site: object | null): string =>
  JSON.stringify({ mode: 'site', language: 'en', theme: 'dark', site })

describe('the settings', () => {
  it.each([
    ['en-US', 'en'],
    ['ru', 'ru'],
    ['ru-KZ', 'ru'],
    ['RU', 'ru'],
    ['kk-KZ', 'en'],
    ['', 'en'],
  ])('begin in the language of the system: %s → %s', (locale, language) => {
    const { open, file } = place()
    expect(open(locale).get()).toEqual({
      mode: 'setup',
      language,
      theme: 'system',
      site: null,
      hcpLimits: mostLimits,
      metricsPort: null,
    })
    expect(existsSync(file), 'nothing is written before something is decided').toBe(false)
  })

  it('are there again after every change', () => {
    const { open, folder } = place()
    const settings = open()
    settings.change({ theme: 'dark' })
    settings.change({ mode: 'site', site: SITE })
    expect(settings.get()).toMatchObject({ theme: 'dark', mode: 'site', site: SITE })
    expect(open('ru').get()).toMatchObject({ mode: 'site', language: 'en', theme: 'dark', site: SITE })
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  it.each<[what: string, content: string]>([
    ['is empty', ''],
    ['was cut off', '{"mode":"site","language":'],
    ['is none', 'no settings'],
    ['is of another shape', '{"mode":"flying","language":"en","theme":"system","site":null}'],
    ['lacks something', '{"mode":"setup"}'],
    ['is null', 'null'],
    ['has a certificate that is none', siteFile({ ...SITE, certificatePem: certificatePem.slice(0, 200) })],
    ['has an address that leads nowhere', siteFile({ ...SITE, address: 'no address' })],
    ['is of a site and names none', siteFile(null)],
  ])('that cannot be read are set aside, not overwritten: the file %s', (_what, content) => {
    const { open, folder, file, lines } = place(content)
    const settings = open()
    expect(settings.get().mode).toBe('setup')
    expect(settings.wereSetAside).toBe(true)
    settings.change({ theme: 'light' })
    expect(readFileSync(`${file}.unreadable`, 'utf8')).toBe(content)
    expect(readdirSync(folder).sort()).toEqual(['settings.json', 'settings.json.unreadable'])
    expect(open().get().theme).toBe('light')
    expect(lines).toHaveLength(1)
    if (content !== '') expect(lines[0]).not.toContain(content)
  })

  it('survive a crash in the middle of being written', () => {
    const { open, file } = place()
    open().change({ theme: 'dark' })
    writeFileSync(`${file}.part`, '{"mode":')
    expect(open().get().theme).toBe('dark')
    open().change({ theme: 'light' })
    expect(existsSync(`${file}.part`)).toBe(false)
    expect(open().get().theme).toBe('light')
  })

  it('are for the eyes of their owner', () => {
    const { file, open } = place()
    open().change({ theme: 'dark' })
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
  })

  it('are kept tight: limits beyond the desk’s own, or broken ones, count as these, and nothing else is lost', () => {
    const { open, file } = place()
    open('en').change({ language: 'ru' })
    for (const ratePerSecond of [500, 0, 'many']) {
      const text = {
        ...JSON.parse(readFileSync(file, 'utf8')),
        hcpLimits: { ratePerSecond, burst: 1, concurrency: 1 },
      }
      writeFileSync(file, JSON.stringify(text))
      expect(open('en').get()).toMatchObject({ language: 'ru', hcpLimits: mostLimits })
    }
  })
})
