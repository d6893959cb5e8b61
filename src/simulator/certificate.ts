import { X509Certificate } from 'node:crypto'
import { generate } from 'selfsigned'

const DAY_MS = 24 * 3_600_000

export interface Certificate {
  readonly certificatePem: string
  readonly privateKeyPem: string
}

/** Self-signed for localhost and 127.0.0.1, like the certificate of nearly every HCP in a LAN. */
export async function makeCertificate(): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A day back: a client's clock may be a little behind.
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + 3_650 * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  })
  return { certificatePem: made.cert, privateKeyPem: made.private }
}

/** 'AA:BB:…' of the SHA-256. */
export function fingerprintOf(certificatePem: string): string {
  return new X509Certificate(certificatePem).fingerprint256
}
