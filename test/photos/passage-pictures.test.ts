import { execFileSync } from 'node:child_process'
import {
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openPassagePictures } from '../../src/main/app/pictures.ts'
import type { Gate } from '../../src/main/hcp/gate.ts'
import { openGate } from '../../src/main/hcp/open-gate.ts'
import { type Clock, systemClock } from '../../src/main/lib/clock.ts'
import { limits } from '../../src/main/lib/limits.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { openDarkroom } from '../../src/main/photos/darkroom.ts'
import type { PassagePictures } from '../../src/main/photos/passage-pictures.ts'
import { pictureCache } from '../../src/main/photos/picture-cache.ts'
import { openStore, type Store } from '../../src/main/store/open-store.ts'
import { insertPassage } from '../../src/main/store/passages.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { startOddServer } from '../hcp/odd-server.ts'
import { ToldMachine } from '../told-machine.ts'

const PICTURES = '/acs/v1/event/pictures'
/** As in the desk: a question that was not answered is not asked again before this. */
const AGAIN_MS = 60_000

const darkroom = openDarkroom({ scheduler: systemScheduler, log: silentLog })
afterAll(() => darkroom.close())

let jpeg: Buffer
beforeAll(async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const
  jpeg = await sharp({ create: { width: 1280, height: 720, channels: 3, noise, background: '#888' } })
    .jpeg()
    .withExif({ IFD0: { Artist: 'terminal 7' } })
    .toBuffer()
})

interface Address {
  readonly port: number
  readonly certificatePem: string
  readonly appKey?: string
  readonly appSecret?: string
}

/** Pictures of one desk: a store, a folder, a gate to this HCP. */
class Pictures {
  readonly folder = mkdtempSync(join(tmpdir(), 'pictures-'))
  readonly store: Store = openStore(':memory:')
  readonly machine = new ToldMachine()
  laterMs = 0
  readonly errors: string[] = []
  readonly #address: Address
  #open: { readonly pictures: PassagePictures; readonly gate: Gate; readonly close: () => void }

  constructor(address: Address) {
    this.#address = address
    this.#open = this.#openAgain()
    onTestFinished(async () => {
      await this.stop()
      rmSync(this.folder, { recursive: true, force: true })
    })
  }

  /** A passage whose picture HCP has, or says so. */
  add(eventKey: string, pictureUri = `Vsm://event/${eventKey}`): number {
    const at = {
      atMs: 1,
      eventType: 196_893,
      granted: true,
      doorId: '12',
      doorName: '',
      direction: 'none',
    } as const
    const who = { personId: '', guestId: null, visitId: null, readerId: '' }
    return insertPassage(this.store, { ...at, ...who, eventKey, pictureUri }) ?? 0
  }

  addMany(count: number): readonly number[] {
    return Array.from({ length: count }, (_, i) => this.add(`e${i}`))
  }

  get gate(): Gate {
    return this.#open.gate
  }

  read(passageId: number): Promise<Buffer | null> {
    return this.#open.pictures.read(passageId)
  }

  kept(): readonly string[] {
    try {
      return readdirSync(join(this.folder, 'passages'))
    } catch {
      return []
    }
  }

  async stop(): Promise<void> {
    this.#open.close()
    await this.#open.pictures.stop()
  }

  async reopen(): Promise<void> {
    await this.stop()
    this.#open = this.#openAgain()
  }

  #openAgain() {
    const { folder, store } = this
    const { port, certificatePem, appKey = 'key', appSecret = 'secret' } = this.#address
    const clock: Clock = { ...systemClock, monotonicMs: () => systemClock.monotonicMs() + this.laterMs }
    const { gate, close } = openGate(
      {
        address: { host: '127.0.0.1', port },
        appKey,
        appSecret,
        certificatePem,
        limits: { ratePerSecond: 1_000, burst: 1_000, concurrency: 4 },
      },
      { clock, scheduler: systemScheduler, log: silentLog },
    )
    const { isPaused } = this.machine.operations
    const log = { ...silentLog, error: (line: string) => void this.errors.push(line) }
    const pictures = openPassagePictures({ folder, store, gate, isPaused, darkroom, clock, log })
    return { pictures, gate, close }
  }
}

async function site(events = 1): Promise<{ readonly simulator: Simulator; readonly desk: Pictures }> {
  const simulator = await startSimulator()
  onTestFinished(() => simulator.stop())
  simulator.addEvents(
    Array.from({ length: events }, (_, i) => ({ doorIndexCode: '12', personId: '8501', eventId: `e${i}` })),
  )
  return { simulator, desk: new Pictures(simulator) }
}

/** A desk on a server that answers with this. */
async function oddDesk(answer: (response: ServerResponse) => void) {
  const server = await startOddServer((_request, response) => answer(response))
  return { server, desk: new Pictures(server) }
}

const isJpeg = async (picture: Buffer | null): Promise<boolean> =>
  picture !== null && (await sharp(picture).metadata()).format === 'jpeg'

describe('the picture of a passage', () => {
  it.each([false, true])('comes from HCP once, then from the disk (in its envelope: %s)', async (inside) => {
    const { simulator, desk } = await site()
    await simulator.weather.set({ picturesInEnvelope: inside })
    const passageId = desk.add('e0')
    const first = await desk.read(passageId)
    expect(await isJpeg(first)).toBe(true)
    expect(await desk.read(passageId)).toEqual(first)
    await desk.reopen()
    expect(await desk.read(passageId)).toEqual(first)
    expect(simulator.journal.count(PICTURES)).toBe(1)
    expect(desk.kept()).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.jpg$/)])
  })

  it.each<[what: string, encode: (bytes: Buffer) => string]>([
    ['a data URI', (bytes) => `data:image/jpeg;base64,${bytes.toString('base64')}`],
    ['plain base64', (bytes) => bytes.toString('base64')],
    ['base64 in lines', (bytes) => (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')],
    ['an envelope', (bytes) => JSON.stringify({ code: 0, data: bytes.toString('base64') })],
  ])('is read from %s, and kept small without what was hidden in it', async (_what, encode) => {
    const { desk } = await oddDesk((response) => response.end(encode(jpeg)))
    const picture = await desk.read(desk.add('e0'))
    const { format, width, height, exif } = await sharp(picture ?? Buffer.alloc(0)).metadata()
    expect({ format, width, height, exif }).toEqual({
      format: 'jpeg',
      width: 320,
      height: 180,
      exif: undefined,
    })
  })

  it('is asked for once, however many ask at once', async () => {
    const { simulator, desk } = await site()
    const passageId = desk.add('e0')
    const pictures = await Promise.all(Array.from({ length: 200 }, () => desk.read(passageId)))
    expect(pictures[0]).not.toBeNull()
    expect(new Set(pictures).size).toBe(1)
    expect(simulator.journal.count(PICTURES)).toBe(1)
  })

  it('is never asked for where there is none', async () => {
    const { simulator, desk } = await site()
    expect(await desk.read(desk.add('e0', ''))).toBeNull()
    expect(await desk.read(4711)).toBeNull()
    expect(simulator.journal.count()).toBe(0)
  })

  it('belongs to the event and not to our number of it, which another passage may have in a restored store', async () => {
    const { simulator, desk } = await site(2)
    const passageId = desk.add('e0')
    await desk.read(passageId)
    desk.store.prepare('DELETE FROM passage').run()
    expect(desk.add('e1')).toBe(passageId)
    await desk.read(passageId)
    expect(simulator.journal.count(PICTURES)).toBe(2)
    expect(desk.kept()).toHaveLength(2)
  })
})

describe('a rush of wishes', () => {
  it('costs one call each at most, two at a time; the newest win, the others may ask again', async () => {
    const { simulator, desk } = await site(200)
    await simulator.weather.set({ troubles: [{ kind: 'delay', ms: 30 }] })
    const ids = desk.addMany(200)
    const pictures = await Promise.all(ids.map((id) => desk.read(id)))
    const had = pictures.flatMap((picture, i) => (picture ? [i] : []))
    const most = limits.passagePicturesWaiting + limits.passagePicturesAtOnce
    expect(had.length).toBe(most)
    expect(had.slice(-limits.passagePicturesWaiting)).toEqual(
      Array.from(
        { length: limits.passagePicturesWaiting },
        (_, i) => 200 - limits.passagePicturesWaiting + i,
      ),
    )
    expect(simulator.journal.count(PICTURES)).toBe(most)
    expect(simulator.journal.peakInFlight()).toBeLessThanOrEqual(limits.passagePicturesAtOnce)
    const passedOver = ids[pictures.indexOf(null)] ?? 0
    expect(await desk.read(passedOver)).not.toBeNull()
  })
})

describe('without a picture', () => {
  it('HCP has none: it is not asked again', async () => {
    const { simulator, desk } = await site()
    const passageId = desk.add('unknown')
    for (const laterMs of [0, AGAIN_MS * 10]) {
      desk.laterMs = laterMs
      expect(await desk.read(passageId)).toBeNull()
    }
    expect(simulator.journal.count(PICTURES)).toBe(1)
    await desk.reopen()
    await desk.read(passageId)
    expect(simulator.journal.count(PICTURES), 'after a start it may have one').toBe(2)
  })

  it('the partner may not: HCP hears of it once for all passages, and pictures come when he may', async () => {
    const { simulator, desk } = await site(3)
    await simulator.weather.set({ refuseAllWith: '17' })
    const [first = 0, ...others] = desk.addMany(3)
    expect(await desk.read(first)).toBeNull()
    for (const id of others) expect(await desk.read(id)).toBeNull()
    expect(simulator.journal.count(PICTURES)).toBe(1)
    await simulator.weather.set({ refuseAllWith: null })
    desk.laterMs = AGAIN_MS
    expect(await desk.read(first), 'nobody has told the desk').toBeNull()
    desk.gate.openApis()
    desk.laterMs = AGAIN_MS * 2
    expect(await desk.read(first)).not.toBeNull()
    expect(simulator.journal.count(PICTURES)).toBe(2)
  })

  it('HCP is down: it is asked again, but not at once', async () => {
    const { simulator, desk } = await site()
    const passageId = desk.add('e0')
    await simulator.weather.set({ down: true })
    expect(await desk.read(passageId)).toBeNull()
    await simulator.weather.set({ down: false })
    expect(await desk.read(passageId)).toBeNull()
    desk.laterMs = AGAIN_MS
    expect(await desk.read(passageId)).not.toBeNull()
    expect(simulator.journal.count(PICTURES)).toBe(1)
  })

  it('nothing is fetched while HCP is out of reach; what was kept is shown', async () => {
    const { simulator, desk } = await site(2)
    const [kept = 0, other = 0] = desk.addMany(2)
    await desk.read(kept)
    await simulator.weather.set({ down: true })
    await desk.machine.set({ diskPercent: 91 })
    expect(await desk.read(kept)).not.toBeNull()
    expect(await desk.read(other)).toBeNull()
    await desk.machine.set({ diskPercent: 80 })
    await simulator.weather.set({ down: false })
    expect(await desk.read(other), 'it was not held against it').not.toBeNull()
  })

  it.each<[what: string, text: () => string]>([
    ['nothing', () => '{"code":"0","data":""}'],
    ['no data', () => '{"code":"0"}'],
    ['an object', () => '{"code":"0","data":{"a":1}}'],
    ['a page of the gateway', () => '<html>'],
    ['a text', () => 'data:text/html,<script>alert(1)</script>'],
    ['letters', () => `data:image/jpeg;base64,${Buffer.from('hello').toString('base64')}`],
    ['a picture cut in half', () => `data:,${jpeg.subarray(0, 2_000).toString('base64')}`],
    ['a header that promises a gigapixel', () => `data:,${gigapixel().toString('base64')}`],
    ['an SVG', () => `data:,${Buffer.from('<svg width="99" height="99"/>').toString('base64')}`],
    [
      'a picture of megabytes',
      () => `data:,${Buffer.concat([jpeg, Buffer.alloc(limits.imageMaxBytes)]).toString('base64')}`,
    ],
    ['what never ends', () => `data:,${'A'.repeat(limits.hcpAnswerMaxBytes + 1)}`],
  ])('HCP gave %s: nothing is kept', async (_what, text) => {
    const { server, desk } = await oddDesk((response) => response.end(text()))
    const passageId = desk.add('e0')
    expect(await desk.read(passageId)).toBeNull()
    expect(await desk.read(passageId)).toBeNull()
    expect(server.heard).toHaveLength(1)
    expect(desk.kept()).toEqual([])
  })
})

describe('the end of a desk', () => {
  it('leaves store and disk alone, whatever comes late', async () => {
    const answers: ServerResponse[] = []
    const { server, desk } = await oddDesk((response) => answers.push(response))
    const reads = desk.addMany(5).map((id) => desk.read(id))
    while (server.heard.length < limits.passagePicturesAtOnce) await systemPause(5)
    await desk.stop()
    desk.store.close()
    for (const response of answers) response.end(`data:,${jpeg.toString('base64')}`)
    expect(await Promise.all(reads)).toEqual([null, null, null, null, null])
    expect(await desk.read(1)).toBeNull()
    expect(desk.kept()).toEqual([])
    expect(server.heard).toHaveLength(limits.passagePicturesAtOnce)
  })
})

describe('the folder of pictures', () => {
  const name = (i: number): string => i.toString(16).padStart(64, '0')
  const folderOf = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'cache-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    return folder
  }
  const small = () => sharp(jpeg).resize(64).jpeg().toBuffer()

  it('is bounded by number; the oldest goes', async () => {
    const folder = folderOf()
    const cache = pictureCache(folder, { files: 3, bytes: 1e9 })
    for (let i = 0; i < 5; i += 1) await cache.keep(name(i), await small())
    expect(readdirSync(folder).sort()).toEqual([2, 3, 4].map((i) => `${name(i)}.jpg`))
  })

  it('is bounded by bytes, and one more than fits is not kept', async () => {
    const folder = folderOf()
    const picture = await small()
    const cache = pictureCache(folder, { files: 100, bytes: picture.byteLength * 2 })
    for (let i = 0; i < 5; i += 1) await cache.keep(name(i), picture)
    expect(readdirSync(folder)).toHaveLength(2)
    await cache.keep(name(9), Buffer.concat([picture, Buffer.alloc(picture.byteLength * 2)]))
    expect(readdirSync(folder)).toEqual([])
  })

  it('knows after a start what was there, and sweeps up what was half written', async () => {
    const folder = folderOf()
    const picture = await small()
    for (const i of [1, 2, 3]) {
      writeFileSync(join(folder, `${name(i)}.jpg`), picture)
      utimesSync(join(folder, `${name(i)}.jpg`), 1_000, 1_000 - i)
    }
    writeFileSync(join(folder, `${name(4)}.jpg.part`), picture)
    const cache = pictureCache(folder, { files: 3, bytes: 1e9 })
    await cache.keep(name(5), picture)
    expect(readdirSync(folder).sort()).toEqual([1, 2, 5].map((i) => `${name(i)}.jpg`))
  })

  it('cannot be used: that is said once, and what HCP gives is shown all the same', async () => {
    const { desk } = await site(3)
    writeFileSync(join(desk.folder, 'passages'), 'a file where the folder should be')
    for (const id of desk.addMany(3)) expect(await desk.read(id)).not.toBeNull()
    expect(desk.errors).toEqual(['pictures of passages cannot be kept or read'])
  })

  it('is no way to another file: links, pipes and what is too large are no pictures of ours', async () => {
    const folder = folderOf()
    const cache = pictureCache(folder)
    const secret = join(folder, 'secret.txt')
    writeFileSync(secret, jpeg)
    symlinkSync(secret, join(folder, `${name(1)}.jpg`))
    execFileSync('mkfifo', [join(folder, `${name(2)}.jpg`)])
    writeFileSync(join(folder, `${name(3)}.jpg`), jpeg)
    truncateSync(join(folder, `${name(3)}.jpg`), 50 * 1024 ** 3)
    for (const i of [1, 2, 3]) expect(await cache.read(name(i))).toBeNull()
  })

  it('shows no file that a power cut has emptied, and takes no other name', async () => {
    const folder = folderOf()
    const cache = pictureCache(folder)
    writeFileSync(join(folder, `${name(1)}.jpg`), Buffer.alloc(500))
    expect(await cache.read(name(1))).toBeNull()
    expect(await cache.read('../desk')).toBeNull()
    await expect(cache.keep('../desk', jpeg)).rejects.toThrow('not a name')
  })
})

function systemPause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    systemScheduler.after(ms, resolve)
  })
}

/** The start of a JPEG of 65,535 × 65,535. */
function gigapixel(): Buffer {
  return Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0xff, 0xff, 0xff, 0xff, 3, ...Array(20).fill(0)])
}
