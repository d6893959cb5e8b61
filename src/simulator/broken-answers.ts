import type { ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'

/** More than a client may be expected to hold. */
const HUGE_BYTES = 17 * 1024 * 1024
/** Blanks in front leave it valid JSON: a client that swallows it all is not even told. */
const BLANKS = Buffer.alloc(64 * 1024, ' ')

function headOf(response: ServerResponse, { httpStatus, contentType, headers }: Answer, more: object): void {
  response.writeHead(httpStatus, { ...headers, 'Content-Type': contentType, ...more })
}

/** Headers that promise the whole body, and half of it. Resolves when that is on its way. */
export function sendHalf(response: ServerResponse, answer: Answer): Promise<void> {
  const bytes = Buffer.from(answer.text)
  headOf(response, answer, { 'Content-Length': bytes.length })
  return new Promise((resolve) => {
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => resolve())
  })
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go)
      response.off('close', go)
      resolve()
    }
    response.on('drain', go)
    response.on('close', go)
  })
}

/** Without a Content-Length, so that a client cannot refuse it beforehand. */
export async function sendHuge(response: ServerResponse, answer: Answer): Promise<void> {
  headOf(response, answer, {})
  for (let sent = 0; sent < HUGE_BYTES && !response.destroyed; sent += BLANKS.length)
    if (!response.write(BLANKS)) await drained(response)
  response.end(answer.text)
}
