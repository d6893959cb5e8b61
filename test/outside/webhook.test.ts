import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { limits } from '../../src/main/lib/limits.ts'
import { finishGroup, insertGroup } from '../../src/main/store/groups.ts'
import { raiseIncident } from '../../src/main/store/incidents.ts'
import { countNotices, putNotice } from '../../src/main/store/notices.ts'
import { makeCertificate } from '../../src/simulator/certificate.ts'
import { startPort } from '../hcp/odd-server.ts'
import { startSender } from './sender.ts'
import { isSigned, openToldSystem, type ToldSystem } from './told-system.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const doorsOf = ({ heard }: ToldSystem): string[] => heard.map((one) => JSON.parse(one.text).data.door)
const idsOf = ({ heard }: ToldSystem): string[] => heard.map((one) => one.id)

describe('what is sent', () => {
  it('is signed, and says who came in where and when, and no more', async () => {
    const told = await openToldSystem()
    const s = startSender(told.url)
    const atMs = s.time.nowMs()
    s.tell(2)
    await s.until('both are taken', () => countNotices(s.store) === 0)
    const [entry, exit] = told.heard
    if (!entry || !exit) throw new Error('not heard')
    expect(JSON.parse(entry.text)).toEqual({
      type: 'guest.entered',
      id: entry.id,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/),
      data: {
        visitId: 1,
        familyName: 'Петрова',
        givenName: 'Алёна',
        host: 'R. Ivanov',
        door: 'Gate 1',
        direction: 'entry',
      },
    })
    expect(Date.parse(JSON.parse(entry.text).at)).toBe(atMs)
    expect(JSON.parse(exit.text)).toMatchObject({ type: 'guest.left', data: { direction: 'exit' } })
    expect(entry.path).toBe('/hook?token=t0p-s3cret')
    expect(entry.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'GuardPost' })
    expect(Number(entry.headers['webhook-timestamp']) * 1_000).toBeGreaterThanOrEqual(atMs)
    expect(await isSigned(entry, s.secret)).toBe(true)
    expect(await isSigned({ ...entry, text: `${entry.text} ` }, s.secret)).toBe(false)
    expect(entry.id).not.toBe(exit.id)
    expect(s.webhook().state()).toEqual({
      waiting: 0,
      deliveredAtMs: expect.any(Number),
      failure: null,
      dropped: 0,
    })
  })

  it('is an incident with its kind and weight, once, and what came of a group', async () => {
    const told = await openToldSystem()
    const s = startSender(told.url)
    const incident = { visitId: 1, kind: 'longStay', atMs: s.time.nowMs(), passageId: null } as const
    raiseIncident(s.store, incident)
    raiseIncident(s.store, incident)
    const groupId = insertGroup(s.store, { kind: 'enrol', name: 'Tour', createdAtMs: s.time.nowMs() }, [1])
    finishGroup(s.store, groupId, s.time.nowMs())
    putNotice(s.store, 'group', groupId, s.time.nowMs())
    await s.until('taken', () => countNotices(s.store) === 0)
    expect(told.heard.map(({ text }) => JSON.parse(text))).toMatchObject([
      { type: 'incident.raised', data: { visitId: 1, door: '', kind: 'longStay', severity: 'medium' } },
      { type: 'group.finished', data: { groupId, kind: 'enrol', name: 'Tour', failed: 0 } },
    ])
  })

  it('is nothing where the passage itself is kept no more', async () => {
    const told = await openToldSystem()
    const s = startSender(told.url)
    putNotice(s.store, 'entry', 4_711, s.time.nowMs())
    await s.until('forgotten', () => countNotices(s.store) === 0)
    expect(told.heard).toEqual([])
    expect(s.webhook().state().dropped).toBe(0)
  })

  it('goes in order, not more than five in a second', async () => {
    const told = await openToldSystem()
    const s = startSender(told.url)
    s.tell(30)
    await s.pass(1_000)
    expect(told.heard.length).toBeGreaterThan(2)
    expect(told.heard.length).toBeLessThanOrEqual(6)
    await s.until('all are taken', () => countNotices(s.store) === 0)
    expect(doorsOf(told)).toEqual(Array.from({ length: 30 }, (_, i) => `Gate ${i + 1}`))
  })

  it('goes straight to its address, whatever proxy the environment names', async () => {
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY']) {
      const before = process.env[name]
      process.env[name] = 'http://127.0.0.1:9'
      onTestFinished(() => {
        if (before === undefined) delete process.env[name]
        else process.env[name] = before
      })
    }
    const told = await openToldSystem()
    const s = startSender(told.url)
    s.tell()
    await s.until('taken', () => countNotices(s.store) === 0)
    expect(told.heard).toHaveLength(1)
  })
})

describe('a receiver that does not take it', () => {
  it('is tried ever more seldom while it fails, with the same id, and everything comes in order afterwards', async () => {
    const told = await openToldSystem()
    told.answer(500)
    const s = startSender(told.url)
    s.tell(3)
    await s.pass(HOUR_MS, 1_000)
    // 5, 10, 20 … 450 seconds apart.
    expect(told.heard.length).toBeGreaterThan(8)
    expect(told.heard.length).toBeLessThan(18)
    expect(new Set(idsOf(told)).size).toBe(1)
    expect(s.webhook().state()).toMatchObject({
      waiting: 3,
      failure: { kind: 'status', status: 500 },
      dropped: 0,
    })
    const seen = told.heard.length
    told.answer(204)
    await s.until('all are taken', () => countNotices(s.store) === 0, 1_000)
    expect(doorsOf(told).slice(seen)).toEqual(['Gate 1', 'Gate 2', 'Gate 3'])
    expect(s.lines).toEqual(['notices are not taken: status 500', 'notices are taken'])
  })

  it('loses nothing while its port is closed', async () => {
    const told = await openToldSystem()
    await told.goAway()
    const s = startSender(told.url)
    s.tell(2)
    await s.pass(10 * MINUTE_MS, 1_000)
    expect(s.webhook().state()).toMatchObject({ waiting: 2, failure: { kind: 'noAnswer' }, dropped: 0 })
    await told.comeBack()
    await s.until('all are taken', () => countNotices(s.store) === 0, 1_000)
    expect(doorsOf(told)).toEqual(['Gate 1', 'Gate 2'])
  })

  it('is waited for ten seconds and no longer', async () => {
    const told = await openToldSystem()
    told.answer(() => undefined)
    const s = startSender(told.url)
    s.tell()
    while (told.heard.length === 0) {
      await s.time.pass(100)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await s.time.pass(limits.webhookTimeoutMs - 5_000)
    expect(s.webhook().state().failure).toBeNull()
    await s.time.pass(5_000)
    await s.pass(0)
    expect(s.webhook().state()).toMatchObject({ waiting: 1, failure: { kind: 'noAnswer' } })
    told.answer(200)
    await s.until('taken', () => countNotices(s.store) === 0)
    expect(new Set(idsOf(told)).size).toBe(1)
  })

  it.each<[status: number]>([[429], [503]])('%i: is left alone as long as it asks', async (status) => {
    const told = await openToldSystem()
    told.answer((response) => response.writeHead(status, { 'Retry-After': '120' }).end())
    const s = startSender(told.url)
    s.tell()
    await s.until('asked once', () => told.heard.length === 1)
    told.answer(200)
    await s.pass(118_000, 1_000)
    expect(told.heard).toHaveLength(1)
    await s.pass(4_000, 1_000)
    expect(told.heard).toHaveLength(2)
  })

  it('does not bring the desk to a stop by asking to be left alone for a year', async () => {
    const told = await openToldSystem()
    told.answer((response) => response.writeHead(503, { 'Retry-After': '31536000' }).end())
    const s = startSender(told.url)
    s.tell()
    await s.until('asked once', () => told.heard.length === 1)
    told.answer(200)
    await s.pass(15 * MINUTE_MS + 3_000, 1_000)
    expect(told.heard).toHaveLength(2)
  })

  it.each([400, 401, 404, 410])(
    '%i: a notice it refuses three times is given up, and the next one goes on',
    async (status) => {
      const told = await openToldSystem()
      told.answer((response, { text }) => {
        response.writeHead(text.includes('"Gate 1"') ? status : 200).end()
      })
      const s = startSender(told.url)
      s.tell(2)
      await s.until('done', () => countNotices(s.store) === 0, 500)
      expect(doorsOf(told)).toEqual(['Gate 1', 'Gate 1', 'Gate 1', 'Gate 2'])
      expect(s.webhook().state()).toMatchObject({ waiting: 0, dropped: 1, failure: null })
    },
  )

  it('is not followed to where it sends the desk', async () => {
    const [told, other] = [await openToldSystem(), await openToldSystem()]
    told.answer((response) => response.writeHead(307, { Location: other.url }).end())
    const s = startSender(told.url)
    s.tell()
    await s.until('asked twice', () => told.heard.length === 2, 500)
    expect(other.heard).toEqual([])
    expect(s.webhook().state()).toMatchObject({ waiting: 1, failure: { kind: 'status', status: 307 } })
  })

  it('may answer without end: the status is what counts', async () => {
    const told = await openToldSystem()
    let sent = 0
    let cutOff: () => void = () => undefined
    const isCutOff = new Promise<void>((resolve) => {
      cutOff = resolve
    })
    told.answer((response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' })
      const more = (): void => {
        while (!response.destroyed) {
          sent += 65_536
          if (!response.write(Buffer.alloc(65_536))) break
        }
      }
      response.on('drain', more).on('close', cutOff)
      more()
    })
    const s = startSender(told.url)
    s.tell()
    await s.until('taken', () => countNotices(s.store) === 0)
    await isCutOff
    expect(sent).toBeLessThan(16 * 1024 * 1024)
  })

  it('may answer by a drop now and then: after ten seconds the rest is of no interest', async () => {
    const told = await openToldSystem()
    told.answer((response) => response.writeHead(200).write('x'))
    const s = startSender(told.url)
    s.tell()
    while (told.heard.length === 0) {
      await s.time.pass(100)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    // The status must have come before the time is over.
    await new Promise((resolve) => setTimeout(resolve, 100))
    await s.time.pass(limits.webhookTimeoutMs)
    await s.until('taken', () => countNotices(s.store) === 0)
    expect(s.webhook().state()).toMatchObject({ failure: null, waiting: 0 })
  })

  it('that speaks no HTTP is one that does not answer', async () => {
    const port = await startPort((socket) => socket.end('220 mail.example ESMTP\r\n'))
    const s = startSender(`http://127.0.0.1:${port}/`)
    s.tell()
    await s.until('tried', () => s.webhook().state().failure !== null)
    expect(s.webhook().state().failure).toMatchObject({ kind: 'noAnswer' })
  })
})

describe('https', () => {
  it('gives nothing to a certificate nobody vouches for, and everything to one that is vouched for', async () => {
    const certificate = await makeCertificate()
    const told = await openToldSystem(certificate)
    const s = startSender(told.url)
    s.tell()
    await s.until('tried', () => s.webhook().state().failure !== null)
    expect(s.webhook().state().failure).toMatchObject({ kind: 'certificate' })
    expect(told.heard).toEqual([])
    expect(await s.webhook().tryOnce()).toEqual({ ok: false, failure: { kind: 'certificate' } })

    const before = getCACertificates('default')
    onTestFinished(() => setDefaultCACertificates(before))
    setDefaultCACertificates([...before, certificate.certificatePem])
    await s.until('taken', () => countNotices(s.store) === 0, 1_000)
    expect(told.heard).toHaveLength(1)
  })
})

describe('nothing is lost, nothing grows', () => {
  it('a crash between taking and writing it down sends it again, with the id it had', async () => {
    const told = await openToldSystem()
    const s = startSender(told.url)
    told.answer((response) => {
      s.restart()
      told.answer(200)
      response.writeHead(200).end()
    })
    s.tell(2)
    await s.until('all are taken', () => countNotices(s.store) === 0)
    expect(doorsOf(told)).toEqual(['Gate 1', 'Gate 1', 'Gate 2'])
    const [first, again] = idsOf(told)
    expect(again).toBe(first)
  })

  it('a wait goes on where a restart has cut it', async () => {
    const told = await openToldSystem()
    told.answer(503)
    const s = startSender(told.url)
    s.tell()
    await s.until('tried four times', () => told.heard.length === 4, 1_000)
    s.restart()
    await s.pass(30_000, 1_000)
    expect(told.heard).toHaveLength(4)
    await s.pass(15_000, 1_000)
    expect(told.heard).toHaveLength(5)
  })

  it('a taken one is not sent again while the store cannot be written to', async () => {
    const told = await openToldSystem()
    const s = startSender(told.url)
    s.tell(2)
    s.store.pragma('query_only = ON')
    await s.pass(5 * MINUTE_MS, 1_000)
    expect(told.heard).toHaveLength(1)
    s.store.pragma('query_only = OFF')
    await s.until('all are taken', () => countNotices(s.store) === 0, 1_000)
    expect(doorsOf(told)).toEqual(['Gate 1', 'Gate 2'])
  })

  it('a flood keeps the newest ten thousand', async () => {
    const told = await openToldSystem()
    await told.goAway()
    const s = startSender(told.url)
    s.tell(12_500)
    await s.pass(5_000)
    expect(s.webhook().state()).toMatchObject({ waiting: 10_000, dropped: 2_500 })
    await told.comeBack()
    await s.until('some are taken', () => told.heard.length >= 3, 1_000)
    expect(doorsOf(told).slice(0, 3)).toEqual(['Gate 2501', 'Gate 2502', 'Gate 2503'])
  })

  it('is bounded as well while nothing can be signed', async () => {
    const s = startSender('http://127.0.0.1:9/')
    s.aim(null)
    s.tell(10_001)
    await s.pass(3_000)
    expect(countNotices(s.store)).toBe(10_000)
    expect(await s.webhook().tryOnce()).toEqual({ ok: false, failure: null })
  })

  it('what is older than a day is given up', async () => {
    const told = await openToldSystem()
    await told.goAway()
    const s = startSender(told.url)
    s.tell(3)
    await s.pass(23 * HOUR_MS, 5_000)
    s.tell()
    await s.pass(2 * HOUR_MS, 5_000)
    expect(s.webhook().state()).toMatchObject({ waiting: 1, dropped: 3 })
    await told.comeBack()
    await s.until('taken', () => countNotices(s.store) === 0, 5_000)
    expect(doorsOf(told)).toEqual(['Gate 4'])
    // A day without an answer, and hardly a line.
    expect(s.lines).toEqual(['notices are not taken: noAnswer', 'notices are taken'])
  })

  it.each([-3 * 24 * HOUR_MS, -10 * MINUTE_MS, 20 * HOUR_MS])(
    'a clock set by %i ms stops it for a quarter of an hour at most',
    async (byMs) => {
      const told = await openToldSystem()
      told.answer(500)
      const s = startSender(told.url)
      s.tell()
      await s.until('failed a few times', () => told.heard.length === 6, 1_000)
      s.setClock(byMs)
      told.answer(200)
      await s.pass(15 * MINUTE_MS + 3_000, 1_000)
      expect(countNotices(s.store)).toBe(0)
    },
  )
})

describe('another address', () => {
  it('ends what is under way, and gets what waits at once', async () => {
    const [told, other] = [await openToldSystem(), await openToldSystem()]
    told.answer(() => undefined)
    const s = startSender(told.url)
    s.tell(2)
    while (told.heard.length === 0) {
      await s.time.pass(100)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    s.aim(other.url)
    await s.pass(1_000)
    expect(s.webhook().state()).toMatchObject({ waiting: 0, failure: null })
    expect(doorsOf(other)).toEqual(['Gate 1', 'Gate 2'])
    expect(idsOf(other)[0]).toBe(idsOf(told)[0])
  })

  it('does not wait for the patience the old one had used up', async () => {
    const [told, other] = [await openToldSystem(), await openToldSystem()]
    told.answer(500)
    const s = startSender(told.url)
    s.tell()
    await s.until('failed a few times', () => told.heard.length === 7, 1_000)
    s.aim(other.url)
    await s.pass(1_000)
    expect(other.heard).toHaveLength(1)
  })
})

describe('a trial', () => {
  it('is signed, is no notice, and says what came of it', async () => {
    const told = await openToldSystem()
    const s = startSender(told.url)
    expect(await s.webhook().tryOnce()).toEqual({ ok: true })
    const [trial] = told.heard
    if (!trial) throw new Error('not heard')
    expect(JSON.parse(trial.text)).toEqual({ type: 'test', id: trial.id, at: expect.any(String), data: {} })
    expect(await isSigned(trial, s.secret)).toBe(true)
    told.answer(401)
    expect(await s.webhook().tryOnce()).toEqual({ ok: false, failure: { kind: 'status', status: 401 } })
    await told.goAway()
    expect(await s.webhook().tryOnce()).toEqual({ ok: false, failure: { kind: 'noAnswer' } })
    expect(s.webhook().state()).toMatchObject({ failure: null, dropped: 0 })
  })

  it('that is taken ends the waiting of the others', async () => {
    const told = await openToldSystem()
    told.answer(500)
    const s = startSender(told.url)
    s.tell()
    await s.until('failed a few times', () => told.heard.length === 7, 1_000)
    told.answer(200)
    expect(await s.webhook().tryOnce()).toEqual({ ok: true })
    await s.pass(1_000)
    expect(countNotices(s.store)).toBe(0)
  })

  it('is one at a time, however often it is asked for', async () => {
    const told = await openToldSystem()
    const s = startSender(told.url)
    await Promise.all([s.webhook().tryOnce(), s.webhook().tryOnce(), s.webhook().tryOnce()])
    expect(told.heard).toHaveLength(1)
  })
})

it('closing waits for nobody and leaves the notice in the store', async () => {
  const told = await openToldSystem()
  told.answer(() => undefined)
  const s = startSender(told.url)
  s.tell()
  while (told.heard.length === 0) {
    await s.time.pass(100)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const trial = s.webhook().tryOnce()
  s.webhook().close()
  expect(await trial).toEqual({ ok: false, failure: { kind: 'noAnswer' } })
  await s.pass(MINUTE_MS, 1_000)
  expect(told.heard.length).toBeLessThanOrEqual(2)
  expect(countNotices(s.store)).toBe(1)
  expect(s.lines).toEqual([])
})
