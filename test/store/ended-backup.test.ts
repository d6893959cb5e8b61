import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { makeBackup, storeFile } from '../../src/main/store/backups.ts'
import { openStore } from '../../src/main/store/open-store.ts'

it('nothing comes of a backup that is ended, wherever it was; the next one is whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ended-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const store = openStore(storeFile(folder))
  onTestFinished(() => void store.close())
  const backups = (): readonly string[] => readdirSync(join(folder, 'backups'))
  for (const waitMs of [0, 5, 20, 60]) {
    const ending = new AbortController()
    const made = makeBackup(folder, 'hand', Date.now(), ending.signal)
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    ending.abort()
    const { ok } = await made
    // It may have been quicker.
    expect(backups()).toEqual(ok ? [expect.stringMatching(/-hand\.sqlite$/)] : [])
    rmSync(join(folder, 'backups'), { recursive: true })
  }
  expect((await makeBackup(folder, 'hand', Date.now(), new AbortController().signal)).ok).toBe(true)
  expect(backups()).toHaveLength(1)
})
