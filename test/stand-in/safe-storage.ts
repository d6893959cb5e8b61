// safeStorage: AES-GCM under a key of the user data folder. It keeps text apart and notices a wrong key; it keeps no
// secret from anyone who can read the folder, which is what Electron says of the backend 'basic_text'.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { app } from './app.ts'
import { onlyImitated } from './host.ts'

const PREFIX = 'v10'
const VECTOR_BYTES = 12
const TAG_BYTES = 16

function key(): Buffer {
  return createHash('sha256')
    .update(`stand-in:${app.getPath('userData')}`)
    .digest()
}

function mustBeReady(name: string): void {
  if (!app.isReady()) throw new Error(`safeStorage.${name} cannot be called before app is ready`)
}

export const safeStorage = onlyImitated('safeStorage', {
  isEncryptionAvailable: () => app.isReady(),
  getSelectedStorageBackend: () => 'basic_text',
  encryptString(text: string): Buffer {
    mustBeReady('encryptString')
    const vector = randomBytes(VECTOR_BYTES)
    const cipher = createCipheriv('aes-256-gcm', key(), vector)
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.from(PREFIX), vector, cipher.getAuthTag(), body])
  },
  decryptString(sealed: Buffer): string {
    mustBeReady('decryptString')
    const afterVector = PREFIX.length + VECTOR_BYTES
    const afterTag = afterVector + TAG_BYTES
    try {
      const decipher = createDecipheriv('aes-256-gcm', key(), sealed.subarray(PREFIX.length, afterVector))
      decipher.setAuthTag(sealed.subarray(afterVector, afterTag))
      return decipher.update(sealed.subarray(afterTag), undefined, 'utf8') + decipher.final('utf8')
    } catch (cause) {
      const message = 'Error while decrypting the ciphertext provided to safeStorage.decryptString.'
      throw new Error(message, { cause })
    }
  },
})
