import { linkSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { limits } from '../../src/main/lib/limits.ts'
import { openParts } from './import-parts.ts'

const MOST_MB = 400
const PHOTOS = 100

it('a hundred photos of 12 million pixels never stand in memory together', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'import-memory-'))
  const coarse = sharp({
    create: {
      width: 1_000,
      height: 750,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
  const large = await coarse.resize(4_000, 3_000).jpeg({ quality: 70 }).toBuffer()
  expect(large.byteLength).toBeGreaterThan(1_000_000)
  expect(large.byteLength).toBeLessThan(limits.imageMaxBytes)
  writeFileSync(join(folder, '0.jpg'), large)
  for (let i = 1; i < PHOTOS; i++) linkSync(join(folder, '0.jpg'), join(folder, `${i}.jpg`))

  const parts = openParts(join(folder, 'desk'))
  parts.answers.photos = folder
  const chosen = await parts.imports.choosePhotos('folder')
  const names = chosen?.ok ? chosen.names : []
  expect(names).toHaveLength(PHOTOS)
  const idle = process.memoryUsage.rss()
  let peak = idle
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  // As a screen may: all at once.
  const answers = await Promise.all(names.map((name) => parts.imports.photo(name)))
  clearInterval(look)
  expect(answers.every((answer) => answer.ok)).toBe(true)
  expect((peak - idle) / 1024 / 1024).toBeLessThan(MOST_MB)
  await parts.close()
  rmSync(folder, { recursive: true, force: true })
}, 120_000)
