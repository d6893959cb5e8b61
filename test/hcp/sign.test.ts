import { describe, expect, it } from 'vitest'
import { contentMd5, type Signable, signature, stringToSign } from '../../src/main/hcp/sign.ts'

const SECRET = 'Zk3v9QpL0xWm7TtYbN1c'
const KEY = { 'x-ca-key': '29384756' }
const ALL = {
  ...KEY,
  'x-ca-nonce': '5f0c2b1e-8a3d-4c55-9d2e-0b7a6f1e4c21',
  'x-ca-timestamp': '1760000000000',
}
const JSON_UTF8 = { accept: 'application/json', contentType: 'application/json;charset=UTF-8' }

/** The vectors of the API facts; three other programs agree on them. */
const VECTORS: readonly [name: string, request: Omit<Signable, 'method'>, bytes: number, expected: string][] =
  [
    [
      'A, nothing extra',
      { accept: '*/*', signedHeaders: {}, path: '/artemis/api/common/v1/version' },
      39,
      'rdGpffe29MwMX+4GaCN1Ezbn7w0ggkdwtuNskPKAK5Y=',
    ],
    [
      'B, the key signed',
      {
        accept: '*/*',
        contentType: 'application/json',
        signedHeaders: KEY,
        path: '/artemis/api/resource/v1/person/personCode/personInfo',
      },
      97,
      'aUgLBqk22Vz+fSILb84gj1F7DLJs2VUby9ZP+IlVU+o=',
    ],
    [
      'C, as the desk signs',
      {
        ...JSON_UTF8,
        contentMd5: contentMd5(Buffer.from('{"personCode":"G-000213"}')),
        signedHeaders: ALL,
        path: '/artemis/api/resource/v1/person/personCode/personInfo',
      },
      226,
      '7FLKKm1txJxi2x+rMBiPZrnzn/ceZ0HMB5uH+otupwU=',
    ],
    [
      'D, bytes and not characters',
      {
        ...JSON_UTF8,
        contentMd5: contentMd5(Buffer.from('{"pageNo":1,"pageSize":10,"personName":"Иванов"}')),
        signedHeaders: ALL,
        path: '/artemis/api/resource/v1/person/advance/personList',
      },
      223,
      'w6SMYbKj0l59Fdy9G1SrfWE0Gwqo6/j2pWQKMJLIB7g=',
    ],
    [
      'E, a query',
      {
        accept: '*/*',
        contentType: 'application/json',
        signedHeaders: {},
        path: '/artemis/api/example?c=&b=2&a=1',
      },
      56,
      '5gRNgG7hL7ZmI59EdytlNniio3AeP8P89QKA03hEFSs=',
    ],
  ]

describe('the signature', () => {
  it.each(VECTORS)('is that of vector %s', (_name, request, bytes, expected) => {
    const text = stringToSign({ method: 'POST', ...request })
    expect(Buffer.byteLength(text)).toBe(bytes)
    expect(signature(SECRET, text)).toBe(expected)
  })

  it('sorts the extra headers and trims their values', () => {
    const text = stringToSign({
      method: 'POST',
      ...JSON_UTF8,
      signedHeaders: { 'x-ca-timestamp': ' 1 ', 'x-ca-key': 'k', 'x-ca-nonce': 'n' },
      path: '/p',
    })
    expect(text.split('\n').slice(-4)).toEqual(['x-ca-key:k', 'x-ca-nonce:n', 'x-ca-timestamp:1', '/p'])
  })
})
