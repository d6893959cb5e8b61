import { X509Certificate } from 'node:crypto'
import { generate } from 'selfsigned'
import { describe, expect, it } from 'vitest'
import type { Check, DiagnosisNeeds } from '../../src/main/hcp/diagnosis/check.ts'
import { entitlementOf } from '../../src/main/hcp/diagnosis/checks/apis.ts'
import { nameProblem } from '../../src/main/hcp/diagnosis/checks/name.ts'
import { certificateFinding } from '../../src/main/hcp/diagnosis/checks/tls.ts'
import { judge } from '../../src/main/hcp/diagnosis/judge.ts'
import { runChecks } from '../../src/main/hcp/diagnosis/run.ts'
import type { NotDone } from '../../src/main/hcp/outcome.ts'
import type { CheckName, Diagnosis, Finding } from '../../src/shared/hcp-view.ts'
import { VirtualTime } from '../virtual-time.ts'
import { openTestGate } from './odd-server.ts'

const DAY_MS = 24 * 3_600_000
const NOW_MS = Date.UTC(2026, 4, 4, 8)

async function certificateOfDays(fromDays: number, untilDays: number): Promise<X509Certificate> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    notBeforeDate: new Date(NOW_MS + fromDays * DAY_MS),
    notAfterDate: new Date(NOW_MS + untilDays * DAY_MS),
  })
  return new X509Certificate(made.cert)
}

const portOpen: Finding = { kind: 'portOpen' }

function check(name: CheckName, change: Partial<Check> = {}): Check {
  return {
    name,
    after: [],
    timeoutMs: 1_000,
    late: { kind: 'portSilent' },
    run: async () => portOpen,
    ...change,
  }
}

/** A frame in a time of its own; `lines` is what it logged. */
async function frame() {
  const time = new VirtualTime()
  const lines: string[] = []
  const note = (line: string): void => void lines.push(line)
  const certificatePem = (await certificateOfDays(-1, 1)).toString()
  const { gate } = openTestGate({ port: 1, certificatePem })
  const needs: DiagnosisNeeds = {
    settings: { address: { host: '127.0.0.1', port: 1 }, appKey: 'k', appSecret: 's', certificatePem },
    gate,
    clock: time,
    scheduler: time,
    log: { info: note, warn: note, error: note },
    levelsInUse: [],
    doorMap: [],
  }
  const told: Diagnosis[] = []
  const run = (checks: readonly Check[], progress = (now: Diagnosis): void => void told.push(now)) =>
    runChecks(checks, needs, progress)
  const last = () =>
    told.at(-1)?.checks.map((one) => [one.check, one.verdict, one.finding.kind, one.durationMs])
  return { time, lines, told, run, last }
}

describe('the frame', () => {
  it('ends a check that never ends, tells it so, and goes on', async () => {
    const { time, told, run, last } = await frame()
    let wasToldSo = false
    const never = check('tcp', {
      run: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            wasToldSo = true
            reject(new Error('too late to matter'))
          })
        }),
    })
    const running = run([never, check('name')])
    await time.pass(999)
    expect(told).toEqual([])
    await time.pass(1)
    await running
    expect(last()).toEqual([
      ['tcp', 'bad', 'portSilent', 1_000],
      ['name', 'good', 'portOpen', 0],
    ])
    expect(wasToldSo).toBe(true)
  })

  it('takes a check that breaks for a question without an answer, and logs it', async () => {
    const { run, last, lines } = await frame()
    await run([
      check('name', {
        run: () => {
          throw new Error('a mistake of ours')
        },
      }),
      check('tcp', { run: async () => Promise.reject(new Error('another')) }),
      check('tls'),
    ])
    expect(last()).toEqual([
      ['name', 'bad', 'unanswered', 0],
      ['tcp', 'bad', 'unanswered', 0],
      ['tls', 'good', 'portOpen', 0],
    ])
    expect(lines).toEqual([
      'the check of name broke',
      'the check of tcp broke',
      'diagnosis: name bad (unanswered), tcp bad (unanswered)',
    ])
  })

  it('leaves out what has no ground, and all that stands on it', async () => {
    const { run, last } = await frame()
    await run([
      check('name', { run: async () => ({ kind: 'nameUnknown' }) }),
      check('tcp', { after: ['name'] }),
      check('tls', { after: ['tcp'] }),
      check('clock', { run: async () => ({ kind: 'clockNotTold' }) }),
      // A warning is ground enough.
      check('apis', { after: ['clock'] }),
    ])
    expect(last()?.map(([name, verdict]) => [name, verdict])).toEqual([
      ['name', 'bad'],
      ['tcp', 'skipped'],
      ['tls', 'skipped'],
      ['clock', 'warning'],
      ['apis', 'good'],
    ])
  })

  it('goes on when nobody can be told', async () => {
    const { run, lines } = await frame()
    const heard: number[] = []
    await run([check('name'), check('tcp')], ({ checks }) => {
      heard.push(checks.length)
      throw new Error('the window is gone')
    })
    expect(heard).toEqual([1, 2])
    expect(lines.length).toBe(3)
  })
})

describe('the certificate', () => {
  it.each<[what: string, fromDays: number, untilDays: number, kind: Finding['kind'], verdict: string]>([
    ['is good', -10, 31, 'certificateAsPinned', 'good'],
    ['ends within the month', -10, 29, 'certificateEndsSoon', 'warning'],
    ['has ended', -10, -1, 'certificateEnded', 'bad'],
    ['has not begun', 1, 100, 'certificateNotYet', 'bad'],
  ])('%s', async (_what, fromDays, untilDays, kind, verdict) => {
    const shown = await certificateOfDays(fromDays, untilDays)
    const finding = certificateFinding(shown, shown.fingerprint256, NOW_MS)
    expect(finding).toMatchObject({ kind, fingerprint: shown.fingerprint256 })
    expect(judge('tls', finding)).toBe(verdict)
  })

  it('is another, and that says all, whatever its dates', async () => {
    const shown = await certificateOfDays(-10, -1)
    const finding = certificateFinding(shown, 'AA:BB', NOW_MS)
    expect(finding).toEqual({ kind: 'certificateOther', fingerprint: shown.fingerprint256, pinned: 'AA:BB' })
  })
})

describe('a name', () => {
  it.each<[code: string, kind: Finding['kind']]>([
    ['ENOTFOUND', 'nameUnknown'],
    ['EAI_AGAIN', 'nameServerSilent'],
    ['EAI_FAIL', 'nameServerSilent'],
  ])('with %s is %s', (code, kind) => {
    expect(nameProblem(Object.assign(new Error('no'), { code }))).toEqual({ kind })
  })
})

describe('the entitlement', () => {
  const refused = (code: string) => ({ kind: 'refused', class: 'busy', code, field: '' }) as const

  it.each<[codes: string, said: ReturnType<typeof entitlementOf>]>([
    // Answers from behind it: to what was asked, to whom it was about, to the moment.
    ['2 7 128 131 1 130 129 192 0x00072001 0x00072003 0x00072201 0x00072202 4711 HTTP 500', 'allowed'],
    ['8 17 69 0x02401007 0x00072203 0x00072204 HTTP 403 HTTP 404', 'missing'],
    ['64 65 66 0x02401001 0x02401003 HTTP 401', 'stop'],
    ['4 5 6 0x02401009 0x00052101 HTTP 502 HTTP 503', 'unclear'],
  ])('%s: %s', (codes, said) => {
    const list = codes
      .replaceAll('HTTP ', 'HTTP_')
      .split(' ')
      .map((code) => code.replace('_', ' '))
    expect(list.map((code) => [code, entitlementOf(refused(code))])).toEqual(list.map((code) => [code, said]))
  })

  it.each<[outcome: NotDone, said: ReturnType<typeof entitlementOf>]>([
    [{ kind: 'notSent', why: 'held' }, 'stop'],
    [{ kind: 'notSent', why: 'unreachable' }, 'unclear'],
    [{ kind: 'notSent', why: 'certificate' }, 'unclear'],
    [refused(''), 'unclear'],
  ])('%j: %s', (outcome, said) => {
    expect(entitlementOf(outcome)).toBe(said)
  })
})
