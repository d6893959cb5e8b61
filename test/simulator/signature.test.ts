import { describe, expect, test } from 'vitest'
import {
  contentMd5,
  forbiddenNameIn,
  sign,
  signedNamesOf,
  stringToSign,
} from '../../src/simulator/signature.ts'

const SECRET = 'Zk3v9QpL0xWm7TtYbN1c'
const BODY_C = '{"personCode":"G-000213"}'
const BODY_D = '{"pageNo":1,"pageSize":10,"personName":"Иванов"}'

const signedThree = {
  accept: 'application/json',
  'content-type': 'application/json;charset=UTF-8',
  'x-ca-key': '29384756',
  'x-ca-nonce': '5f0c2b1e-8a3d-4c55-9d2e-0b7a6f1e4c21',
  'x-ca-timestamp': '1760000000000',
}
const threeNames = ['x-ca-key', 'x-ca-nonce', 'x-ca-timestamp']
const byCode = '/artemis/api/resource/v1/person/personCode/personInfo'

// The five published vectors; bytes = length of the string to sign.
const VECTORS = [
  {
    name: 'A: nothing extra signed, no body',
    target: '/artemis/api/common/v1/version',
    headers: { accept: '*/*' },
    names: [],
    bytes: 39,
    signature: 'rdGpffe29MwMX+4GaCN1Ezbn7w0ggkdwtuNskPKAK5Y=',
  },
  {
    name: 'B: key signed',
    target: byCode,
    headers: { accept: '*/*', 'content-type': 'application/json', 'x-ca-key': '29384756' },
    names: ['x-ca-key'],
    bytes: 97,
    signature: 'aUgLBqk22Vz+fSILb84gj1F7DLJs2VUby9ZP+IlVU+o=',
  },
  {
    name: 'C: key, nonce, timestamp and MD5',
    target: byCode,
    headers: { ...signedThree, 'content-md5': 'FVjyuiSPdqypqvNWuZiVTQ==' },
    names: threeNames,
    bytes: 226,
    signature: '7FLKKm1txJxi2x+rMBiPZrnzn/ceZ0HMB5uH+otupwU=',
  },
  {
    name: 'D: MD5 over Cyrillic',
    target: '/artemis/api/resource/v1/person/advance/personList',
    headers: { ...signedThree, 'content-md5': 'rzudumqbsoCuyuKFnMKJcw==' },
    names: threeNames,
    bytes: 223,
    signature: 'w6SMYbKj0l59Fdy9G1SrfWE0Gwqo6/j2pWQKMJLIB7g=',
  },
  {
    name: 'E: query sorted, empty value without "="',
    target: '/artemis/api/example?c=&b=2&a=1',
    headers: { accept: '*/*', 'content-type': 'application/json' },
    names: [],
    bytes: 56,
    signature: '5gRNgG7hL7ZmI59EdytlNniio3AeP8P89QKA03hEFSs=',
  },
]

describe('signature', () => {
  test.each(VECTORS)('$name', ({ target, headers, names, bytes, signature }) => {
    const text = stringToSign('post', target, headers, names)
    expect(Buffer.byteLength(text)).toBe(bytes)
    expect(sign(SECRET, text)).toBe(signature)
  })

  test('MD5 is over the bytes of the body', () => {
    expect(Buffer.byteLength(BODY_C)).toBe(25)
    expect(contentMd5(Buffer.from(BODY_C))).toBe('FVjyuiSPdqypqvNWuZiVTQ==')
    expect(Buffer.byteLength(BODY_D)).toBe(54)
    expect(contentMd5(Buffer.from(BODY_D))).toBe('rzudumqbsoCuyuKFnMKJcw==')
  })

  test('the list of signed headers is read in any case, and forbidden names are found', () => {
    expect(signedNamesOf('X-Ca-Key, x-ca-nonce,')).toEqual(['x-ca-key', 'x-ca-nonce'])
    expect(forbiddenNameIn(signedNamesOf('x-ca-key,Accept'))).toBe('accept')
    expect(forbiddenNameIn(signedNamesOf('x-ca-key'))).toBeUndefined()
  })

  test('signed headers are sorted by name and trimmed', () => {
    const text = stringToSign('POST', '/p', { b: ' 2 ', a: '1' }, ['b', 'a'])
    expect(text).toBe('POST\na:1\nb:2\n/p')
  })
})
