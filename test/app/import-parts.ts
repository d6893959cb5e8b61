import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { type Imports, openImports } from '../../src/main/app/imports.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { type PhotosAside, photosAside } from '../../src/main/photos/aside.ts'
import { openDarkroom } from '../../src/main/photos/darkroom.ts'
import { type PhotoFiles, photoFiles } from '../../src/main/photos/keep.ts'
import { openStore, type Store } from '../../src/main/store/open-store.ts'
import { createDesk, type Desk } from '../../src/main/visits/desk.ts'
import { createGroupDecisions, type GroupDecisions } from '../../src/main/visits/groups.ts'
import type { EnrolAsk } from '../../src/shared/enrol-rules.ts'
import { ToldMachine } from '../told-machine.ts'

/** What of a desk an import touches, on a real folder, without HCP. */
export interface ImportParts {
  readonly store: Store
  readonly files: PhotoFiles
  readonly aside: PhotosAside
  readonly imports: Imports
  readonly desk: Desk
  readonly groups: GroupDecisions
  /** What the guard answers to a dialog. */
  readonly answers: { photos: string | null; file: string | null }
  readonly machine: ToldMachine
  /** Names the log will not show. */
  readonly hidden: readonly string[]
  /** Names of the files that wait, and of those that are kept. */
  faces(): { readonly aside: readonly string[]; readonly kept: readonly string[] }
  close(): Promise<void>
}

export function openParts(folder: string): ImportParts {
  const store: Store = openStore(join(folder, 'desk.sqlite'))
  const answers: ImportParts['answers'] = { photos: null, file: null }
  const machine = new ToldMachine()
  const { operations } = machine
  const hidden: string[] = []
  const base = { store, clock: systemClock, log: silentLog, isPaused: operations.isPaused }
  const photos = join(folder, 'photos')
  const files = photoFiles(photos)
  const aside = photosAside({ ...base, folder: photos })
  const hideName = (name: string): void => {
    hidden.push(name)
  }
  const darkroom = openDarkroom({ ...base, scheduler: systemScheduler })
  const imports = openImports({
    ...base,
    operations,
    scheduler: systemScheduler,
    darkroom,
    aside,
    hideName,
    chooseFile: async () => answers.file,
    choosePhotos: async () => answers.photos,
  })
  const decisions = {
    ...base,
    hideName,
    levelIds: () => new Set(['7']),
    askedAgain: () => undefined,
    decided: () => undefined,
  }
  const desk = createDesk(decisions)
  const groups = createGroupDecisions({ ...decisions, desk, aside })
  return {
    store,
    files,
    aside,
    imports,
    desk,
    groups,
    answers,
    machine,
    hidden,
    faces: () => ({
      aside: filesIn(join(photos, 'aside')),
      kept: filesIn(photos),
    }),
    async close() {
      await Promise.all([imports.close(), darkroom.close()])
      store.close()
    },
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
  } catch {
    return []
  }
}

/** `count` different faces as files, by name. */
export async function somePhotos(count: number): Promise<ReadonlyMap<string, Buffer>> {
  const made = new Map<string, Buffer>()
  for (let i = 0; i < count; i++) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640" viewBox="0 0 320 320">
      <rect width="320" height="320" fill="hsl(${i * 3} 30% 75%)"/><circle cx="160" cy="135" r="75" fill="#d9a679"/>
      <circle cx="135" cy="120" r="8" fill="#222"/><circle cx="185" cy="120" r="8" fill="#222"/>
      <rect x="70" y="215" width="180" height="105" fill="#345"/></svg>`
    made.set(`Guest ${i}.jpg`, await sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer())
  }
  return made
}

export function writePhotos(folder: string, photos: ReadonlyMap<string, Buffer>): string {
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of photos) writeFileSync(join(folder, name), bytes)
  return folder
}

export function rowOf(familyName: string, photoHash: string | null): EnrolAsk {
  const nowMs = Date.now()
  return {
    guestId: null,
    familyName,
    givenName: 'Anna',
    host: '',
    purpose: '',
    phone: '',
    fromMs: nowMs,
    untilMs: nowMs + 3_600_000,
    levelId: '7',
    photoHash,
  }
}

/** Puts all listed photos aside; answers their hashes by name. */
export async function allAside({
  imports,
}: Pick<ImportParts, 'imports'>): Promise<ReadonlyMap<string, string>> {
  const chosen = await imports.choosePhotos('folder')
  if (!chosen?.ok) throw new Error('no photos')
  const made = await Promise.all(
    chosen.names.map(async (name) => {
      const answer = await imports.photo(name)
      if (!answer.ok) throw new Error(answer.problem)
      return [name, answer.photoHash] as const
    }),
  )
  return new Map(made)
}
