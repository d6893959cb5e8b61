import { afterEach, expect, it } from 'vitest'
import { type Harness, someGuest, startHarness } from '../desk-harness.ts'

let harness: Harness | undefined
afterEach(async () => {
  await harness?.close()
  harness = undefined
})

/** The first guest finds out; whoever comes after him is refused by the desk itself, and must be seen all the same. */
it('whoever needs an API that is closed to the partner waits for a guard, and is not tried in vain', async () => {
  const path = '/visitor/v1/auth/reapplication'
  harness = await startHarness()
  const { simulator, until, card, desk } = harness
  await simulator.weather.set({ notEntitled: [path], notEntitledCode: '8' })
  const enrol = (familyName: string): number => {
    const answer = desk().desk.enrol(someGuest({ familyName }))
    if (!answer.ok) throw new Error('not enrolled')
    return answer.visitId
  }
  const isParked = (visitId: number) => (): boolean => card(visitId)?.access === 'attention'
  const first = enrol('Albertine')
  await until('the first one waits for a guard', isParked(first))
  const second = enrol('Bertrand')
  await until('so does the second one', isParked(second))
  expect(card(second)).toMatchObject({ problem: 'notEntitled', problemCode: '8' })
  expect(simulator.journal.count(path)).toBe(1)

  await simulator.weather.reset()
  desk().desk.tryAgain(second)
  await until('he may come in', () => card(second)?.access === 'onDoors')
})
