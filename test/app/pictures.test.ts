import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { somePortrait, startHarness } from '../desk-harness.ts'
import { noise } from '../photos/picture-makers.ts'

const PICTURES = '/acs/v1/event/pictures'

it('a desk that closes while a picture is on its way has none, and the next one fetches it', async () => {
  const h = await startHarness()
  try {
    h.simulator.walk('E0001', '12')
    const [passage] = await h.until('the passage is seen', () => {
      const { passages } = h.desk().state()
      return passages.length > 0 && passages
    })
    const passageId = passage?.passageId ?? 0
    await h.simulator.weather.set({ troubles: [{ kind: 'delay', ms: 500, path: PICTURES }] })
    const late = h.desk().readPassagePicture(passageId)
    await h.until('HCP is asked', () => h.simulator.journal.count(PICTURES) === 1)
    const before = h.desk()
    await h.reopen()
    expect(await late).toBeNull()
    expect(await before.readPassagePicture(passageId)).toBeNull()
    expect(await h.desk().readPassagePicture(passageId)).not.toBeNull()
    expect(h.simulator.journal.count(PICTURES)).toBe(2)
    expect(h.desk().hcp.view().traffic.waiting.pictures).toBe(0)
  } finally {
    await h.close()
  }
})

it.each(['dropBefore', 'html'] as const)(
  'HCP is not out of reach for everybody because its pictures are: %s',
  async (kind) => {
    const h = await startHarness()
    try {
      h.simulator.walk('E0001', '12')
      const [passage] = await h.until('the passage is seen', () => {
        const { passages } = h.desk().state()
        return passages.length > 0 && passages
      })
      await h.simulator.weather.set({ troubles: [{ kind, status: 504, path: PICTURES }] })
      h.patches.length = 0
      expect(await h.desk().readPassagePicture(passage?.passageId ?? 0)).toBeNull()
      expect(h.simulator.journal.count(PICTURES)).toBe(1)
      await h.until('another tick', () => h.simulator.journal.count('/acs/v1/door/events') > 0)
      const states = h.patches.flatMap(({ status }) => status?.hcp.state ?? [])
      expect(new Set([...states, h.desk().state().status.hcp.state])).toEqual(new Set(['ok']))
    } finally {
      await h.close()
    }
  },
)

it('a desk that closes while a guard’s picture is being made waits for it, and keeps nothing of it', async () => {
  const h = await startHarness()
  try {
    const large = await noise(500, 500).resize(2_500, 2_500).jpeg({ progressive: true }).toBuffer()
    const before = h.desk()
    const kept = (): readonly string[] => readdirSync(join(h.folder, 'photos')).toSorted()
    // Its tools are ready now, so that the next one begins at once.
    expect(await before.acceptPhoto(await somePortrait())).toMatchObject({ ok: true })
    const files = kept()
    const late = [before.acceptPhoto(large), before.acceptPhoto(large)]
    await h.reopen()
    expect(await Promise.all(late)).toEqual([
      { ok: false, problem: 'tooSlow' },
      { ok: false, problem: 'tooSlow' },
    ])
    expect(await before.acceptPhoto(large)).toEqual({ ok: false, problem: 'tooSlow' })
    expect(kept()).toEqual(files)
    expect(await h.desk().acceptPhoto(large)).toMatchObject({ ok: true })
  } finally {
    await h.close()
  }
})
