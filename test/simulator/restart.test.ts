import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { createClient } from './client.ts'
import { createClock, enrol, makeFace, openSite, PATHS, PERSON } from './site.ts'

const APPLY_MS = 1_500

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

interface Banner {
  readonly port: number
  readonly appKey: string
  readonly appSecret: string
  readonly certificatePem: string
  readonly controlUrl: string
}

/** The program itself, in a process that can be killed. */
async function spawnSimulator(dataDir: string) {
  const args = ['src/simulator/cli.ts', '--json', '--port', '0', '--control', '0', '--data', dataDir]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  onTestFinished(() => void child.kill('SIGKILL'))
  const banner = await new Promise<Banner>((resolve) => {
    createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line)))
  })
  return { child, ended, banner }
}

describe('with a data folder', () => {
  test('a restart finds everything as it was: identity, persons, faces, doors, events', async () => {
    const dataDir = makeFolder()
    const clock = createClock()
    const first = await startSimulator({ dataDir, now: clock.now })
    const client = createClient(first, clock.now)
    const personId = await enrol(client, 'GP1')
    await client.call(PATHS.apply, {})
    clock.forward(APPLY_MS)
    first.walk('GP1', '12')
    const before = { persons: first.persons(), events: first.events(), levels: first.levels() }
    client.close()
    await first.stop()

    const { simulator, client: next } = await openSite({ dataDir }, clock)
    expect(simulator).toMatchObject({
      appKey: first.appKey,
      appSecret: first.appSecret,
      certificatePem: first.certificatePem,
      fingerprint256: first.fingerprint256,
    })
    expect({
      persons: simulator.persons(),
      events: simulator.events(),
      levels: simulator.levels(),
    }).toEqual(before)
    expect(simulator.walk('GP1', '12').granted).toBe(true)
    const info = await next.call(PATHS.byId, { personId })
    const { picUri } = JSON.parse(JSON.stringify(info.data)).personPhoto
    const picture = await next.send(PATHS.picture, { personId, picUri })
    expect(picture.text).toBe(`data:image/jpeg;base64,${await makeFace()}`)
  })

  test('an unfinished reapplication goes on', async () => {
    const dataDir = makeFolder()
    const clock = createClock()
    const first = await startSimulator({ dataDir, now: clock.now })
    const client = createClient(first, clock.now)
    await enrol(client, 'GP1')
    await client.call(PATHS.apply, {})
    client.close()
    await first.stop()
    const { simulator } = await openSite({ dataDir }, clock)
    expect(simulator.walk('GP1', '12').granted).toBe(false)
    clock.forward(APPLY_MS)
    expect(simulator.walk('GP1', '12').granted).toBe(true)
  })

  test('faces lie apart, and go when nobody has them any more', async () => {
    const dataDir = makeFolder()
    const { client, simulator } = await openSite({ dataDir })
    const { data: personId } = await client.call(PATHS.add, { ...PERSON, personCode: 'GP1' })
    const faceFiles = () => readdirSync(join(dataDir, 'faces')).toSorted()
    const residents = faceFiles()
    for (const shade of [10, 20, 10]) {
      await client.call(PATHS.face, { personId, faceData: await makeFace({ shade }) })
      const sha = simulator.person('GP1')?.faceSha256
      expect(faceFiles()).toEqual([...residents, `${sha}.jpg`].toSorted())
    }
    expect(readFileSync(join(dataDir, 'state.json'), 'utf8').length).toBeLessThan(10_000)
    await client.call(PATHS.remove, { personId })
    expect(faceFiles()).toEqual(residents)
  })

  test('an event row cut off in the middle is dropped, the rest stays', async () => {
    const dataDir = makeFolder()
    const first = await startSimulator({ dataDir })
    first.walk('E0001', '12')
    await first.stop()
    appendFileSync(join(dataDir, 'events.jsonl'), '{"eventId":"half')
    const { simulator } = await openSite({ dataDir })
    expect(simulator.events()).toHaveLength(1)
  })

  test('a folder from before custom fields, finger prints and subscriptions still opens', async () => {
    const dataDir = makeFolder()
    const clock = createClock()
    const first = await startSimulator({ dataDir, now: clock.now })
    await first.stop()
    const path = join(dataDir, 'state.json')
    const { customFields: _fields, subscriptions: _none, ...old } = JSON.parse(readFileSync(path, 'utf8'))
    for (const person of old.persons) {
      delete person.customValues
      delete person.fingerPrints
    }
    writeFileSync(path, JSON.stringify(old))
    const { client } = await openSite({ dataDir }, clock)
    const info = await client.call(PATHS.byCode, { personCode: 'E0001' })
    expect(info.data).toMatchObject({ fingerPrint: [], customFieldList: [{ customFieldValue: '' }, {}, {}] })
    expect((await client.call('/resource/v1/person/customFields', {})).data).toMatchObject({ total: 3 })
    expect((await client.call(PATHS.subscriptions, {})).data).toEqual({})
  })

  test.each([
    ['from the future', '{"version":99}'],
    ['damaged', '{"version":1,"orgs":['],
  ])('a state %s is refused, not replaced', async (_name, text) => {
    const dataDir = makeFolder()
    writeFileSync(join(dataDir, 'state.json'), text)
    await expect(startSimulator({ dataDir })).rejects.toThrow()
    expect(readFileSync(join(dataDir, 'state.json'), 'utf8')).toBe(text)
  })

  test('a taken port is an error', async () => {
    const { simulator } = await openSite()
    await expect(startSimulator({ port: simulator.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  test('killed right after an answer, it still knows what it answered', async () => {
    const dataDir = makeFolder()
    const { child, ended, banner } = await spawnSimulator(dataDir)
    const client = createClient(banner)
    const faces = [{ faceData: await makeFace() }]
    const adding = Array.from({ length: 12 }, (_, index) =>
      client.call(PATHS.add, { ...PERSON, personCode: `GP${index}`, faces }),
    )
    const answered = await Promise.all(adding)
    child.kill('SIGKILL')
    client.close()
    await ended
    expect(answered.every((answer) => answer.code === '0')).toBe(true)

    const { simulator } = await openSite({ dataDir })
    const known = simulator.persons().filter((person) => person.personCode.startsWith('GP'))
    expect(known.map((person) => person.personId).toSorted()).toEqual(
      answered.map((answer) => answer.data).toSorted(),
    )
    expect(known.every((person) => person.hasFace)).toBe(true)
  })

  test('the program ends cleanly when asked to', async () => {
    const { child, ended } = await spawnSimulator(makeFolder())
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })
})
