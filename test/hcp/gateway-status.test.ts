import { describe, expect, it } from 'vitest'
import { createBudget } from '../../src/main/hcp/budget.ts'
import { findPerson } from '../../src/main/hcp/endpoints/persons.ts'
import { createGate } from '../../src/main/hcp/gate.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { VirtualTime } from '../virtual-time.ts'

function gateThatAnswers(status: number, text: string) {
  const time = new VirtualTime()
  const budget = createBudget(time, time, { ratePerSecond: 5, burst: 10, concurrency: 4 })
  const keys = { origin: 'https://hcp', appKey: 'k', appSecret: 's' }
  return { time, gate: createGate(keys, async () => ({ status, text }), budget, time, silentLog) }
}

describe('the gateway before HCP', () => {
  it('401 is a refused key whatever the body says', async () => {
    const { gate } = gateThatAnswers(401, '{"code":"4711","msg":"?"}')
    expect(await findPerson(gate, 'enrol', 'GP1')).toMatchObject({ kind: 'refused', class: 'auth' })
    expect(gate.health().state).toBe('refused')
    expect(gate.heldForMs()).toBeGreaterThan(60_000)
  })

  it('502 is waited for longer and longer', async () => {
    const { gate, time } = gateThatAnswers(502, '<html>')
    const holds: number[] = []
    for (let i = 0; i < 6; i += 1) {
      await findPerson(gate, 'enrol', 'GP1')
      holds.push(gate.heldForMs())
      await time.pass(gate.heldForMs())
    }
    expect(holds.at(-1)).toBe(15_000)
    expect(holds).toEqual(holds.toSorted((a, b) => a - b))
  })

  it('403 refuses this call and says nothing about the others', async () => {
    const { gate } = gateThatAnswers(403, '<html>')
    expect(await findPerson(gate, 'enrol', 'GP1')).toMatchObject({ kind: 'refused', class: 'entitlement' })
    expect(gate.heldForMs()).toBe(0)
  })

  it('lets nobody wait, and sends nothing, once it is closed', async () => {
    let sent = 0
    const time = new VirtualTime()
    const budget = createBudget(time, time, { ratePerSecond: 1, burst: 1, concurrency: 2 })
    const keys = { origin: 'https://hcp', appKey: 'k', appSecret: 's' }
    const never = new Promise<never>(() => {})
    const gate = createGate(keys, () => ((sent += 1), never), budget, time, silentLog)
    const calls = Array.from({ length: 5 }, () => findPerson(gate, 'enrol', 'GP1'))
    await time.pass(10)
    gate.close()
    await expect(Promise.all(calls.slice(1))).resolves.toEqual(
      Array.from({ length: 4 }, () => ({ kind: 'notSent', why: 'held' })),
    )
    expect(sent).toBe(1)
  })
})
