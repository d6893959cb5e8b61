import { rmSync } from 'node:fs'
import type { SafeStorage } from 'electron'
import { diskTrouble } from '../lib/disk-trouble.ts'
import { writeDurably } from '../lib/durable-file.ts'
import { limits } from '../lib/limits.ts'
import type { Log } from '../lib/log.ts'
import type { Redactor } from '../lib/redact.ts'
import { readRegularSync } from '../lib/safe-read.ts'

/** One secret, encrypted by the system's key store; it exists in the clear only in this process's memory. */
export interface Secrets {
  /** The secret, or null when none was kept or the key store cannot open it any more. */
  read(): string | null
  /** Answers whether it could be kept. */
  keep(secret: string): boolean
  forget(): void
}

/** The secret kept in this file. Whatever is read or kept never appears in a line of the log from then on. */
export function openSecrets(
  file: string,
  safeStorage: SafeStorage,
  redact: Pick<Redactor, 'hide'>,
  log: Log,
): Secrets {
  return {
    read() {
      const kept = readRegularSync(file, limits.secretMaxBytes)
      if (!kept.ok) {
        if (kept.problem !== 'missing') log.warn(`a kept secret cannot be read (${kept.problem})`)
        return null
      }
      try {
        const secret = safeStorage.decryptString(kept.bytes)
        redact.hide(secret)
        // A key store that has begun anew may open it to nothing.
        return secret === '' ? null : secret
      } catch (error) {
        log.warn(`a kept secret cannot be opened (${(error as Error).name})`)
        return null
      }
    },
    keep(secret) {
      redact.hide(secret)
      if (!safeStorage.isEncryptionAvailable()) return false
      try {
        writeDurably(file, safeStorage.encryptString(secret))
        return true
      } catch (error) {
        // A full disk is not the key store's fault, and has a sentence of its own.
        if (diskTrouble(error)) throw error
        log.warn(`a secret could not be kept (${(error as Error).name})`)
        return false
      }
    },
    forget: () => rmSync(file, { force: true }),
  }
}
