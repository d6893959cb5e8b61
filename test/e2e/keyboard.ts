import type { Locator, Page } from '@playwright/test'
import { expect } from './driven-desk.ts'

/** More than any screen has, so that what cannot be reached fails and does not hang. */
const TABS_MAX = 120

/** A guard without a mouse: Tab until it has the focus, in whichever direction he prefers. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses <= TABS_MAX; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`not reached in ${TABS_MAX} presses of ${key}: ${target.toString()}`)
}

export async function pressOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

/** Types over whatever stood in the field. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
  await expect(target).toHaveValue(text)
}

/** A list chooses by the letters of what is wanted. */
export async function chooseIn(page: Page, target: Locator, label: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(label)
  await expect(target.locator('option:checked')).toHaveText(label)
}

/** Answers the system's dialog that the focused button opens: it is not ours, and is driven by keyboard, too. */
export async function pickFile(page: Page, button: Locator, path: string): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await pressOn(page, button)
  await (await asked).setFiles(path)
}
