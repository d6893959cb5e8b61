import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Notice {
  readonly id: string
  readonly type: string
  readonly text: string
}

/** Another system that takes every notice, and remembers each time it came. */
export interface Receiver {
  readonly url: string
  readonly heard: readonly Notice[]
  close(): Promise<void>
}

export async function openReceiver(): Promise<Receiver> {
  const heard: Notice[] = []
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString('utf8')
      const { id, type } = JSON.parse(text) as { readonly id: string; readonly type: string }
      heard.push({ id, type, text })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
