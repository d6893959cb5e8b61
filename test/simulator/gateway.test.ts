import { describe, expect, test } from 'vitest'
import { openSite, PATHS } from './site.ts'

const MINUTE_MS = 60_000

describe('gateway', () => {
  test('a signed request gets through', async () => {
    const { client } = await openSite()
    const answer = await client.call(PATHS.version, {})
    expect(answer).toEqual({
      code: '0',
      msg: 'Success',
      data: { produceName: 'HikCentral Professional', softVersion: 'V3.1.1.0' },
    })
  })

  test.each([
    ['no key', { override: { 'x-ca-key': undefined } }, '0x02401000'],
    ['unknown key', { key: '11111111' }, '0x02401001'],
    ['no signature', { override: { 'x-ca-signature': undefined } }, '0x02401002'],
    ['wrong secret', { secret: 'not the secret' }, '0x02401003'],
    ['body changed on the way', { bodySent: '{"a":1}' }, '0x02401003'],
    ['MD5 changed on the way', { override: { 'content-md5': 'FVjyuiSPdqypqvNWuZiVTQ==' } }, '0x02401003'],
    ['Accept rewritten by a library', { override: { accept: '*/*' } }, '0x02401003'],
  ])('%s is refused', async (_name, signing, code) => {
    const { client, simulator } = await openSite()
    const answer = await client.send(PATHS.version, {}, signing)
    expect(answer.httpStatus).toBe(200)
    expect(JSON.parse(answer.text)).toMatchObject({ code, data: '' })
    await simulator.weather.set({ authAs401: true })
    expect((await client.send(PATHS.version, {}, signing)).httpStatus).toBe(401)
  })

  test('without MD5 the body is not protected', async () => {
    const { client } = await openSite()
    const changed = { withoutMd5: true, bodySent: '{"personCode":"E0001"}' }
    const answer = await client.call(PATHS.byCode, { personCode: 'nobody' }, changed)
    expect(answer.data).toMatchObject({ personId: '8501' })
  })

  test('a name that may never be signed gives a bare 401', async () => {
    const { client } = await openSite()
    const answer = await client.send(PATHS.version, {}, { signedHeaders: 'x-ca-key,content-type' })
    expect(answer).toMatchObject({ httpStatus: 401, text: '' })
  })

  test('a nonce works once within the window', async () => {
    const { client, clock } = await openSite()
    expect((await client.call(PATHS.version, {}, { nonce: 'n-1' })).code).toBe('0')
    expect((await client.call(PATHS.version, {}, { nonce: 'n-1' })).code).toBe('0x02401003')
    clock.forward(16 * MINUTE_MS)
    expect((await client.call(PATHS.version, {}, { nonce: 'n-1' })).code).toBe('0')
  })

  test.each([
    [-16, '64'],
    [-14, '0'],
    [14, '0'],
    [16, '64'],
  ])('a clock %i minutes off gives %s', async (minutes, code) => {
    const { client, clock } = await openSite()
    const timestampMs = clock.now() + minutes * MINUTE_MS
    expect((await client.call(PATHS.version, {}, { timestampMs })).code).toBe(code)
  })

  test('a bad signature tells what should have been signed; a leaky gateway tells the secret too', async () => {
    const { client, simulator } = await openSite()
    const plain = await client.call(PATHS.version, {}, { secret: 'wrong' })
    expect(plain.msg).toMatch(/^Invalid Signature!.*POST\\napplication\/json\\n/)
    expect(plain.msg).not.toContain(simulator.appSecret)
    await simulator.weather.set({ leaky: true })
    const leaky = await client.call(PATHS.version, {}, { secret: 'wrong' })
    expect(leaky.msg).toMatch(/^api AK\/SK signature authentication failed/)
    expect(leaky.msg).toContain(simulator.appSecret)
  })
})
