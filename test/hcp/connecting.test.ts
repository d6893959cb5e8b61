import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { NotReachedError } from '../../src/main/hcp/errors.ts'
import { pinnedAgent } from '../../src/main/hcp/pinned-agent.ts'
import { createTransport } from '../../src/main/hcp/transport.ts'
import { systemScheduler } from '../../src/main/lib/scheduler.ts'
import { startSimulator } from '../../src/simulator/simulator.ts'

it('a host that never finishes the handshake was not reached: the request did not happen', async () => {
  const simulator = await startSimulator()
  const received: Buffer[] = []
  const silent = createServer((socket) => socket.on('data', (bytes) => received.push(bytes)))
  await new Promise<void>((resolve) => {
    silent.listen(0, '127.0.0.1', resolve)
  })
  const address = silent.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const agent = pinnedAgent(simulator.certificatePem, systemScheduler, 200)
  const transport = createTransport(agent, systemScheduler)
  const request = { path: '/artemis/api/x', headers: {}, body: Buffer.from('SECRET-BODY'), timeoutMs: 10_000 }
  try {
    await expect(transport({ ...request, origin: `https://127.0.0.1:${port}` })).rejects.toBeInstanceOf(
      NotReachedError,
    )
    expect(Buffer.concat(received).includes('SECRET-BODY')).toBe(false)
    // A server that only takes its time to answer is none of these: the handshake is long over.
    await simulator.weather.set({ troubles: [{ kind: 'delay', ms: 500 }] })
    const late = await transport({
      ...request,
      path: '/artemis/api/common/v1/version',
      origin: simulator.url,
    })
    expect(late.text).toContain('code')
  } finally {
    agent.destroy()
    silent.close()
    await simulator.stop()
  }
})
