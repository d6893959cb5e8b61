import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import { writeDurably } from '../lib/durable-file.ts'
import type { Log } from '../lib/log.ts'

/** HCP's secret, encrypted by the system's key store; it exists in the clear only in this process's memory. */
export interface Secrets {
  /** The secret, or null when none was kept or the key store cannot open it any more. */
  read(): string | null
  /** Answers whether it could be kept. */
  keep(secret: string): boolean
}

export function openSecrets(folder: string, safeStorage: SafeStorage, log: Log): Secrets {
  const file = join(folder, 'secret.bin')
  return {
    read() {
      if (!existsSync(file)) return null
      try {
        return safeStorage.decryptString(readFileSync(file))
      } catch (error) {
        log.warn(`the kept secret cannot be opened (${(error as Error).name})`)
        return null
      }
    },
    keep(secret) {
      if (!safeStorage.isEncryptionAvailable()) return false
      writeDurably(file, safeStorage.encryptString(secret))
      return true
    },
  }
}
