import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import type { Scene } from './samples.ts'
import { buildRenderer, bundleFake, serve } from './serve.ts'
import { writeWebcamFilm } from './webcam.ts'

/** A Wednesday afternoon: everybody is somewhere, and "until 18:00" still makes sense. */
export const NOW = new Date('2027-05-12T14:32:10+03:00')

export interface Stage {
  readonly open: (scene: Scene, view: { readonly width: number; readonly height: number }) => Promise<Page>
  readonly close: () => Promise<void>
}

/** The built renderer in a real Chromium with a fake webcam, and the fake bridge where the preload would be. */
export async function raiseStage(folder: string): Promise<Stage> {
  await mkdir(folder, { recursive: true })
  const film = join(folder, 'webcam.y4m')
  const app = join(folder, 'app')
  const [fake] = await Promise.all([bundleFake(), buildRenderer(app), writeWebcamFilm(film)])
  const server = await serve(app)
  const browser: Browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      // Debian's Chromium draws on the graphics card, which a test machine has to imitate.
      '--disable-gpu',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  })
  const contexts: BrowserContext[] = []
  return {
    async open(scene, view) {
      const context = await browser.newContext({
        viewport: view,
        timezoneId: 'Europe/Moscow',
        locale: 'ru-RU',
      })
      contexts.push(context)
      // A page nobody looks at any more still ticks and draws: only the newest two stay.
      while (contexts.length > 2) await contexts.shift()?.close()
      const page = await context.newPage()
      await page.clock.setFixedTime(NOW)
      await page.addInitScript({ content: `${fake}\nfakeDesk.install(${JSON.stringify(scene)})` })
      await page.goto(server.url)
      return page
    },
    async close() {
      for (const context of contexts) await context.close()
      await browser.close()
      await server.close()
    },
  }
}
