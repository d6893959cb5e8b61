import { randomBytes, randomInt } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Certificate, makeCertificate } from './certificate.ts'
import { readIfThere, writeDurably } from './durable-file.ts'

/** Who the simulator is towards its clients. */
export interface Identity extends Certificate {
  readonly appKey: string
  readonly appSecret: string
}

export interface WantedIdentity {
  readonly appKey?: string | undefined
  readonly appSecret?: string | undefined
}

function readIdentity(path: string): Identity | null {
  const text = readIfThere(path)
  if (text === null) return null
  const identity: Identity = JSON.parse(text)
  return identity
}

/** The old identity of dataDir if there is one; wanted key and secret go before it. */
export async function openIdentity(dataDir: string | undefined, wanted: WantedIdentity): Promise<Identity> {
  const path = dataDir === undefined ? null : join(dataDir, 'identity.json')
  const old = path === null ? null : readIdentity(path)
  const certificate = old ?? (await makeCertificate())
  const identity: Identity = {
    certificatePem: certificate.certificatePem,
    privateKeyPem: certificate.privateKeyPem,
    appKey: wanted.appKey ?? old?.appKey ?? String(randomInt(10_000_000, 99_999_999)),
    // 15 bytes are 20 characters of base64url.
    appSecret: wanted.appSecret ?? old?.appSecret ?? randomBytes(15).toString('base64url'),
  }
  if (path !== null && dataDir !== undefined) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    await writeDurably(path, JSON.stringify(identity))
  }
  return identity
}
