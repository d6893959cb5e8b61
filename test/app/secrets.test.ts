import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import { expect, it, onTestFinished } from 'vitest'
import { openSecrets } from '../../src/main/app/secrets.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { createRedactor } from '../../src/main/lib/redact.ts'

/** A key store that opens what it has sealed itself, and nothing else. */
function keyStore(key: number): SafeStorage {
  const turn = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte) => byte ^ key))
  const store: Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> = {
    isEncryptionAvailable: () => true,
    encryptString: (text) => turn(Buffer.from(`sealed${text}`)),
    decryptString(bytes) {
      const text = turn(bytes).toString('utf8')
      if (!text.startsWith('sealed')) throw new Error('Error while decrypting')
      return text.slice('sealed'.length)
    },
  }
  return store as SafeStorage
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

it('secrets by their files do not know each other, and no line of the log shows them', () => {
  const folder = newFolder()
  const redact = createRedactor()
  const open = (name: string) => openSecrets(join(folder, name), keyStore(7), redact, silentLog)
  const [hcp, webhook] = [open('secret.bin'), open('site/webhook-secret.bin')]
  expect(hcp.read()).toBeNull()
  expect(hcp.keep('app-secret-1')).toBe(true)
  expect(webhook.keep('whsec_abcdef')).toBe(true)
  expect([open('secret.bin').read(), open('site/webhook-secret.bin').read()]).toEqual([
    'app-secret-1',
    'whsec_abcdef',
  ])
  expect(redact('app-secret-1 and whsec_abcdef')).toBe('«hidden» and «hidden»')
  const file = join(folder, 'site/webhook-secret.bin')
  expect(readFileSync(file, 'latin1')).not.toContain('whsec')
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
  webhook.forget()
  webhook.forget()
  expect(webhook.read()).toBeNull()
  expect(hcp.read()).toBe('app-secret-1')
  expect(readdirSync(join(folder, 'site'))).toEqual([])
})

it('a secret that could not be written is not kept, and what was kept before stays', () => {
  const folder = newFolder()
  const file = join(folder, 'secret.bin')
  const secrets = openSecrets(file, keyStore(7), createRedactor(), silentLog)
  secrets.keep('app-secret-1')
  mkdirSync(`${file}.part`)
  expect(secrets.keep('app-secret-2')).toBe(false)
  expect(secrets.read()).toBe('app-secret-1')
})

it('a secret that was read is hidden as one that was typed', () => {
  const folder = newFolder()
  const file = join(folder, 'secret.bin')
  openSecrets(file, keyStore(7), createRedactor(), silentLog).keep('app-secret-1')
  const redact = createRedactor()
  openSecrets(file, keyStore(7), redact, silentLog).read()
  expect(redact('app-secret-1')).toBe('«hidden»')
})

it('what another key store has sealed is no secret any more; one line says so', () => {
  const file = join(newFolder(), 'secret.bin')
  openSecrets(file, keyStore(7), createRedactor(), silentLog).keep('app-secret-1')
  const lines: string[] = []
  const log = { ...silentLog, warn: (line: string) => void lines.push(line) }
  expect(openSecrets(file, keyStore(9), createRedactor(), log).read()).toBeNull()
  expect(lines).toEqual(['a kept secret cannot be opened (Error)'])
})
