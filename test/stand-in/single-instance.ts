// One instance per user data folder. The lock is a local socket: whoever listens on it is the first, and a socket that
// nobody answers is left over from a crash.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

type Greeting = { readonly argv: string[]; readonly cwd: string; readonly data: unknown }

const GREETING_MS = 3000
// The answer is wanted synchronously, and a socket cannot be asked so: a process of its own asks.
const knock = `
  const socket = require('node:net').connect(process.argv[1], () => socket.end(process.argv[2]))
  socket.on('error', () => process.exit(1))
  socket.on('close', () => process.exit(0))
`

function addressFor(userData: string): string {
  // A socket's path is limited to about 100 characters, a user data folder is not.
  const name = `guard-post-${createHash('sha256').update(resolve(userData)).digest('hex').slice(0, 24)}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

/** Null when another instance has it and has been told; otherwise the way to give it back. */
export function takeInstanceLock(
  userData: string,
  data: unknown,
  onSecond: (greeting: Greeting) => void,
): (() => void) | null {
  const address = addressFor(userData)
  const greeting: Greeting = { argv: process.argv, cwd: process.cwd(), data }
  const asking = ['-e', knock, address, JSON.stringify(greeting)]
  if (spawnSync(process.execPath, asking, { timeout: GREETING_MS, stdio: 'ignore' }).status === 0) return null
  if (process.platform !== 'win32') rmSync(address, { force: true })

  const server = createServer((socket) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString()
    })
    socket.on('end', () => {
      const greeting: Greeting = JSON.parse(text)
      onSecond(greeting)
    })
  })
  server.listen(address)
  server.unref()
  if (!server.listening) return null
  const release = (): void => {
    server.close()
    if (process.platform !== 'win32') rmSync(address, { force: true })
  }
  process.once('exit', release)
  return release
}
