import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeFakeWebcam } from './fake-webcam.ts'

const folder = mkdtempSync(join(tmpdir(), 'fake-webcam-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a film of two whole frames', async () => {
  const file = join(folder, 'small.y4m')
  await writeFakeWebcam(file, { width: 64, height: 36 })
  const film = readFileSync(file)
  const header = 'YUV4MPEG2 W64 H36 F30:1 Ip A1:1 C420jpeg\n'
  expect(film.subarray(0, header.length).toString()).toBe(header)
  expect(film.length).toBe(header.length + 2 * ('FRAME\n'.length + (64 * 36 * 3) / 2))
})

test('an odd size is refused', async () => {
  await expect(writeFakeWebcam(join(folder, 'odd.y4m'), { width: 63, height: 36 })).rejects.toThrow(
    RangeError,
  )
})
