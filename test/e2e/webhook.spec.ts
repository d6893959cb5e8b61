import { createHmac } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Locator, test } from '@playwright/test'
import { expect } from './driven-desk.ts'
import { guardedSite, IN, OUT } from './guarded-site.ts'

interface Told {
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

const site = guardedSite()
const told: Told[] = []
const server = createServer((request, response) => {
  let text = ''
  request.setEncoding('utf8')
  request.on('data', (piece: string) => {
    text += piece
  })
  request.on('end', () => {
    told.push({ headers: request.headers, text })
    response.end('{}')
  })
})
test.beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
test.afterAll(() => void server.close())

const types = (): string[] => told.map(({ text }) => JSON.parse(text).type)

/** What the standard wants the header to be. */
function signatureOf({ headers, text }: Told, secret: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signed = [headers['webhook-id'], headers['webhook-timestamp'], text].join('.')
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
}

async function openNotices(): Promise<Locator> {
  const { page } = site.desk()
  await page.getByRole('button', { name: 'Desk menu' }).click()
  await page.getByRole('menuitem', { name: /Doors/ }).click()
  return page.getByTestId('notices')
}

test('another system hears of a guest from the key on the screen to his way out; a key that is lost is said', async () => {
  test.setTimeout(180_000)
  const { port } = server.address() as AddressInfo
  let notices = await openNotices()
  await notices.getByLabel('Address of the receiver').fill(`http://127.0.0.1:${port}/hook`)
  await notices.getByRole('button', { name: 'Save' }).click()
  const shownKey = site.desk().page.getByTestId('signing-key')
  const secret = await shownKey.locator('output').innerText()
  await shownKey.getByRole('button', { name: 'The receiver has it' }).click()
  await notices.getByRole('button', { name: 'Send a trial' }).click()
  await expect(notices.getByText('The receiver has taken the trial.')).toBeVisible()
  expect(types()).toEqual(['test'])
  await site.desk().page.keyboard.press('Escape')

  await site.guestOnDoors('Told')
  site.simulator().walk(site.personOf('Told'), IN)
  await expect.poll(types).toContain('guest.entered')
  await site.closedWhile(() => {
    site.simulator().walk(site.personOf('Told'), OUT)
  })
  await expect.poll(types).toContain('guest.left')
  expect(types().filter((type) => type.startsWith('guest.'))).toEqual(['guest.entered', 'guest.left'])
  for (const one of told) expect(one.headers['webhook-signature']).toBe(signatureOf(one, secret))
  expect(told.map(({ text }) => text).join()).not.toMatch(/personId|personCode|GP[0-9A-Z]{14}/)

  await site.closedWhile(() => {
    const file = join(site.place().folder, 'data', 'site', 'webhook-secret.bin')
    expect(readFileSync(file, 'latin1')).not.toContain(secret)
    writeFileSync(file, 'sealed by another computer')
  })
  notices = await openNotices()
  await expect(notices.getByTestId('delivery')).toContainText('cannot read the signing key')
  await notices.getByRole('button', { name: 'New key' }).click()
  await site.desk().page.getByRole('button', { name: 'Make a new key' }).click()
  await expect(site.desk().page.getByTestId('signing-key').locator('output')).not.toHaveText(secret)
  await expect(notices.getByTestId('delivery')).not.toContainText('cannot read the signing key')
})
