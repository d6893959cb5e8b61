import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFaceStore } from '../../src/simulator/face-store.ts'

test('a picture that comes back while it is being forgotten stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'faces-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const store = createFaceStore(folder)
  const bytes = Buffer.from('picture')
  const sha = store.put(bytes)
  store.forget(sha)
  const unnamed = store.forgotten()
  expect(store.put(bytes)).toBe(sha)
  await store.writeNew()
  await store.remove(unnamed)
  expect(readdirSync(folder)).toEqual([`${sha}.jpg`])
  expect(store.get(sha)).toEqual(bytes)

  store.forget(sha)
  await store.remove(store.forgotten())
  expect(store.get(sha)).toBeUndefined()
})
