import { join } from 'node:path'
import type { Page } from '@playwright/test'

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const

export const standardSizes = sizes.map(({ width, height }) => `${width}×${height}`)

/** One screen in both languages, light and dark; the small size in all four, the large one in the first and last. */
export async function takePictures(page: Page, folder: string, name: string): Promise<void> {
  for (const language of ['ru', 'en'] as const) {
    for (const theme of ['dark', 'light'] as const) {
      await page.evaluate(
        async ([l, t]) => {
          await window.desk.desk.setLanguage({ language: l })
          await window.desk.desk.setTheme({ theme: t })
        },
        [language, theme] as const,
      )
      await page.locator(`html[lang=${language}][data-theme=${theme}]`).waitFor()
      for (const size of sizes) {
        if (size.width > 1366 && (language === 'en') !== (theme === 'light')) continue
        await page.setViewportSize(size)
        // Fonts, pictures and the last movement come to rest.
        await page.evaluate(() => document.fonts.ready)
        await page.waitForTimeout(150)
        await page.screenshot({ path: join(folder, `${name}.${language}.${theme}.${size.width}.png`) })
      }
    }
  }
  await page.setViewportSize(sizes[0])
}
