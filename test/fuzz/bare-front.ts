import { join } from 'node:path'
import { createFrontDesk } from '../../src/main/app/front-desk.ts'
import type { FrontDesk } from '../../src/main/app/front-desk-shape.ts'
import { openSecrets } from '../../src/main/app/secrets.ts'
import { openSettings, type SettingsFile } from '../../src/main/app/settings.ts'
import { systemClock } from '../../src/main/lib/clock.ts'
import { silentLog } from '../../src/main/lib/log.ts'
import { createRedactor } from '../../src/main/lib/redact.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { keyStore } from '../crash/key-store.ts'
import { ToldMachine } from '../told-machine.ts'

/** The app without a window, as it starts on what it finds in this folder. */
export function bareFront(folder: string): { readonly front: FrontDesk; readonly settings: SettingsFile } {
  const redact = createRedactor()
  const settings = openSettings(folder, 'en', silentLog)
  const secretsIn = (file: string) => openSecrets(file, keyStore, redact, silentLog)
  const front = createFrontDesk({
    folder,
    version: '0.0.0',
    siteTickMs: 60_000,
    settings,
    secrets: secretsIn(join(folder, 'secret.bin')),
    webhookSecrets: (deskFolder) => secretsIn(join(deskFolder, 'webhook-secret.bin')),
    clock: systemClock,
    scheduler: systemScheduler,
    log: { room: () => silentLog, hideName: () => undefined },
    guards: new ToldMachine().guards,
    redact,
    push: () => undefined,
    showTheme: () => undefined,
    comeForward: () => undefined,
    quit: () => undefined,
    chooseFile: async () => null,
    choosePhotos: async () => null,
    printPage: () => Promise.reject(new Error('there is no page')),
  })
  return { front, settings }
}
