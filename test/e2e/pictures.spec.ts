import { test } from '@playwright/test'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { connectTo, expect, expectNoLeaks, newPlace, openDesk } from './driven-desk.ts'

const PICTURES = '/acs/v1/event/pictures'

test('the picture a terminal took is served to the page, fetched once, and there after a start without HCP', async () => {
  const place = await newPlace()
  const simulator = await startSimulator()
  let desk = await openDesk(place)
  try {
    await connectTo(desk.page, simulator)
    simulator.walk('E0001', '12')
    await expect(async () => expect((await desk.snapshot()).passages).toHaveLength(1)).toPass()
    const passageId = (await desk.snapshot()).passages[0]?.passageId ?? 0

    /** Width and height as the page has it, or null for a picture it did not get. */
    const seen = (id: number | string) =>
      desk.page.evaluate(async (src) => {
        const image = new Image()
        image.src = src
        const isThere = await image.decode().then(
          () => true,
          () => false,
        )
        return isThere ? [image.naturalWidth, image.naturalHeight] : null
      }, `/passages/${id}.jpg`)

    expect(await seen(passageId)).toEqual([240, 240])
    expect(await seen(passageId)).toEqual([240, 240])
    for (const none of [4711, 0, -1, '1e3', '../desk', '9'.repeat(30)]) expect(await seen(none)).toBeNull()
    expect(simulator.journal.count(PICTURES)).toBe(1)

    await desk.close()
    await simulator.weather.set({ down: true })
    desk = await openDesk(place)
    expect(await seen(passageId)).toEqual([240, 240])
    expectNoLeaks(place, simulator)
  } finally {
    await desk.close().catch(() => undefined)
    await simulator.stop()
    place.remove()
  }
})
