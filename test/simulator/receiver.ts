import { createServer, type IncomingHttpHeaders } from 'node:http'
import { onTestFinished } from 'vitest'

export interface PushedRow {
  readonly eventId: string
  readonly isHistory?: boolean
  readonly data: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

export interface Receiver {
  readonly url: string
  readonly headers: readonly IncomingHttpHeaders[]
  rows(): readonly PushedRow[]
  ids(): readonly string[]
  /** What it answers from now on. */
  answer(status: number): void
}

/** A subscriber's HTTP server on this machine. */
export async function openReceiver(): Promise<Receiver> {
  const rows: PushedRow[] = []
  const headers: IncomingHttpHeaders[] = []
  let status = 200
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (piece: string) => {
      text += piece
    })
    request.on('end', () => {
      headers.push(request.headers)
      if (status === 200) rows.push(...JSON.parse(text).params.events)
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/hcp`,
    headers,
    rows: () => rows,
    ids: () => rows.map((row) => row.eventId),
    answer: (next) => {
      status = next
    },
  }
}
