// What a page sees: the app's own scheme, the network, the preload, permissions. One app for all of it.
import { createServer, type Server } from 'node:http'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { closeApp, type Running, type Seen, type Tiny, TinyApp } from './tiny-app.ts'

declare const seen: Seen
declare const tiny: Tiny
declare const answer: (request: Request) => Promise<Response>

const tinyApp = new TinyApp()
let running: Running
let page: Page
let server: Server
let outside = ''
let visits: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    visits.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*').end('outside')
  })
  server.on('upgrade', (request, socket) => {
    visits.push(`upgrade ${request.url}`)
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  outside = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  running = await tinyApp.launch()
  page = running.page
})

afterAll(async () => {
  await closeApp(running?.app)
  server.close()
  tinyApp.remove()
})

/**
 * The test hears of a page on another way than the app; both must have arrived.
 * The error page of an address that failed before may load late, and is not meant.
 */
async function home(): Promise<void> {
  const loaded = page.waitForEvent('load', (one) => new URL(one.url()).pathname === '/index.html')
  await running.app.evaluate(async ({ BrowserWindow }) => {
    await BrowserWindow.getAllWindows()[0]?.loadURL('app://desk/index.html')
  })
  await loaded
}

/** What fetch of this address says: the text, or the error. */
function attempt(url: string): Promise<string> {
  return page.evaluate(
    (address) =>
      fetch(address).then(
        (response) => response.text(),
        (error: unknown) => String(error),
      ),
    url,
  )
}

/** As vite's page in development opens one; the server here refuses it, but has been asked. */
async function openSocket(): Promise<void> {
  await page.evaluate(async (url) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket`)
    await new Promise((resolve) => {
      socket.addEventListener('close', resolve)
    })
  }, outside)
}

function windowsAsked(): Promise<string[]> {
  return running.app.evaluate(() => seen.windows)
}

function navigationsAsked(): Promise<string[]> {
  return running.app.evaluate(() => seen.navigations)
}

beforeEach(() => {
  visits = []
})

describe('the scheme of the app', () => {
  test('a page with modules, in a secure context, at the size asked for', async () => {
    await expect.poll(() => page.evaluate(() => document.body.dataset['ready'])).toBe('yes')
    const found = await page.evaluate(() => [isSecureContext, innerWidth, innerHeight, location.pathname])
    expect(found).toEqual([true, 1366, 768, '/index.html'])
  })

  test('the app sees its own addresses, whoever reports them', async () => {
    const url = await running.app.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getURL())
    expect(url).toBe('app://desk/index.html')
    const who = await page.evaluate(() => tiny.who())
    expect(who).toEqual({ url: 'app://desk/index.html', origin: 'app://desk' })
    const requests = await running.app.evaluate(() => seen.requests)
    expect(requests).toContain('GET app://desk/photos/1.gif')
    expect(requests).toContain('GET app://desk/part.js')
  })

  test('pictures, also against a policy that names the scheme', async () => {
    const width = await page.evaluate(async () => {
      const image = document.querySelector('img')
      await image?.decode()
      return image?.naturalWidth
    })
    expect(width).toBe(1)
  })

  test('fetch: body, headers, origin and status', async () => {
    const found = await page.evaluate(async () => {
      const echo = await fetch('/echo', { method: 'POST', body: 'grüß' })
      const photo = await fetch('/photos/1.gif')
      const missing = await fetch('/missing')
      const cache = photo.headers.get('cache-control')
      return [await echo.text(), echo.headers.get('x-origin'), cache, missing.status, await missing.text()]
    })
    expect(found).toEqual(['grüß', 'app://desk', 'no-store', 404, 'not here'])
  })

  test('a handler that throws or answers nothing is a failed request', async () => {
    expect(await attempt('/throws')).toBe('TypeError: Failed to fetch')
    expect(await attempt('/nothing')).toBe('TypeError: Failed to fetch')
  })

  test('loadURL says as Electron does what went wrong', async () => {
    const failure = (url: string): Promise<unknown> =>
      running.app.evaluate(async ({ BrowserWindow }, address) => {
        const window = BrowserWindow.getAllWindows()[0]
        return window?.loadURL(address).catch((e: Error & { errno?: number }) => [e.message, e.errno])
      }, url)
    const unexpected = "ERR_UNEXPECTED (-9) loading 'app://desk/throws'"
    expect(await failure('app://desk/throws')).toEqual([unexpected, -9])
    await running.app.evaluate(({ protocol }) => protocol.unhandle('app'))
    expect(await failure('app://desk/x')).toEqual(["ERR_FAILED (-2) loading 'app://desk/x'", -2])
    await running.app.evaluate(({ protocol }) => protocol.handle('app', answer))
    await home()
  })
})

describe('messages', () => {
  test('values keep their types both ways', async () => {
    const found = await page.evaluate(async () => {
      const value = {
        bytes: new Uint8Array([1, 2, 255]),
        floats: new Float64Array([0.5, -0]),
        buffer: new Uint8Array([7]).buffer,
        date: new Date(86_400_000),
        map: new Map([['a', new Set([1n])]]),
        odd: [undefined, null, Number.NaN, -0, Number.POSITIVE_INFINITY],
        error: new TypeError('wrong'),
        $: 'a key of our own',
      }
      const back = await tiny.echo(value)
      return {
        bytes: back.bytes instanceof Uint8Array && [...back.bytes].join(),
        floats: back.floats instanceof Float64Array && Object.is(back.floats[1], -0),
        buffer: back.buffer instanceof ArrayBuffer && back.buffer.byteLength,
        date: back.date.getTime(),
        map: back.map.get('a')?.has(1n),
        odd: back.odd.map((item) => (Object.is(item, -0) ? '-0' : String(item))).join(),
        error: back.error instanceof Error && back.error.message,
        own: back.$,
      }
    })
    const odd = 'undefined,null,NaN,-0,Infinity'
    const plain = { date: 86_400_000, map: true, odd, error: 'wrong', own: 'a key of our own' }
    expect(found).toEqual({ bytes: '1,2,255', floats: true, buffer: 1, ...plain })
  })

  test('five megabytes arrive whole', async () => {
    const [length, last] = await page.evaluate(async () => {
      const sent = new Uint8Array(5 * 1024 * 1024).fill(7)
      sent[sent.length - 1] = 9
      const back = await tiny.echo(sent)
      return [back.length, back.at(-1)]
    })
    expect([length, last]).toEqual([5 * 1024 * 1024, 9])
  })

  test('what cannot be cloned, and a handler that throws, are refused in words', async () => {
    const words = await page.evaluate(async () => {
      // oxlint-disable-next-line consistent-function-scoping -- runs in the page
      const said = (error: unknown): string => (error instanceof Error ? error.message : '')
      return [await Promise.try(() => tiny.echo(Symbol('x'))).catch(said), await tiny.fails().catch(said)]
    })
    expect(words[0]).toBe('An object could not be cloned.')
    expect(words[1]).toBe("Error invoking remote method 'fails': RangeError: too far")
  })

  test('events, functions across the bridge, and nothing of the preload in the page', async () => {
    const found = await page.evaluate(async () => {
      const heard = await new Promise<number>((resolve) => {
        const stop = tiny.onPong((value) => {
          stop()
          resolve(value)
        })
        tiny.ping(41)
      })
      const leaks = ['require', 'process', 'ipcRenderer', '__toHost', '__fromHost'].filter(
        (name) => name in window,
      )
      return { heard, twice: tiny.twice((value) => value * 3), frozen: Object.isFrozen(tiny), leaks }
    })
    expect(found).toEqual({ heard: 42, twice: 9, frozen: true, leaks: [] })
  })
})

describe('the network', () => {
  test('webRequest lets through and blocks, and what is blocked never arrives', async () => {
    expect(await attempt(`${outside}/data`)).toBe('outside')
    await openSocket()
    expect(visits).toEqual(['/data', 'upgrade /socket'])
    await running.app.evaluate(({ session }) => {
      session.defaultSession.webRequest.onBeforeRequest((details, callback) => {
        callback({ cancel: !details.url.startsWith('app://') })
      })
    })
    visits = []
    expect(await attempt(`${outside}/data`)).toBe('TypeError: Failed to fetch')
    await openSocket()
    await page.evaluate(async (url) => {
      await new Promise((resolve) => {
        const image = new Image()
        image.addEventListener('error', resolve)
        image.src = `${url}/image`
      })
      const script = `fetch('${url}/worker').catch(() => 0).then(() => postMessage(1))`
      await new Promise((resolve) => {
        new Worker(URL.createObjectURL(new Blob([script]))).addEventListener('message', resolve)
      })
    }, outside)
    expect(visits).toEqual([])
  })

  test('a window opened by the page is denied before it asks for anything', async () => {
    await home()
    const opened = await page.evaluate((url) => window.open(`${url}/window`) === null, outside)
    expect(opened).toBe(true)
    await page.setContent(`<a id="pop" target="_blank" href="${outside}/pop">pop</a>`)
    await page.click('#pop')
    await page.click('#pop', { modifiers: ['Control'] })
    await expect.poll(windowsAsked).toContain(`${outside}/pop`)
    expect(await windowsAsked()).toContain(`${outside}/window`)
    await expect.poll(() => running.app.windows().length).toBe(1)
    expect(visits).toEqual([])
  })

  test('will-navigate prevents, and is asked of the page only', async () => {
    await running.app.evaluate(() => {
      seen.navigations = []
    })
    await home()
    await page.evaluate((url) => {
      location.href = `${url}/away`
    }, outside)
    await expect.poll(navigationsAsked).toEqual([`${outside}/away`])
    // Asking is not yet preventing: a reload now would abort what is being aborted.
    await page.waitForTimeout(200)
    await page.reload()
    expect(new URL(page.url()).pathname).toBe('/index.html')
    expect(await navigationsAsked()).toEqual([`${outside}/away`])
    expect(visits).toEqual([])
  })
})
