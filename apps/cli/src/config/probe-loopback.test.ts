import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type LocalServer, localServers, probeLoopback, probeTimeoutMs } from './probe-loopback.ts'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A server on a free port that answers every path with a body, or with nothing at all; and the requests it got. */
async function listen(body: string | undefined, status = 200): Promise<{ port: number; seen: string[] }> {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.url} ${JSON.stringify(request.headers)}`)
    if (body !== undefined) response.writeHead(status).end(body)
  })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address with one.
  return { port: (server.address() as AddressInfo).port, seen }
}

function at(...ports: readonly number[]): readonly LocalServer[] {
  return localServers.map((server, index) => ({ ...server, port: ports[index] ?? 1 }))
}

test('finds each of the three by its own answer', async () => {
  const { port: litellm } = await listen('"I\'m alive!"')
  const { port: ollama } = await listen('{"version":"0.12.6"}')
  const { port: studio } = await listen('{"object":"list","data":[]}')
  const found = async (...ports: number[]) => (await probeLoopback({ servers: at(...ports) }))?.name
  expect(await found(1, 1, studio)).toBe('LM Studio')
  expect(await found(1, ollama, studio)).toBe('Ollama')
  expect(await found(litellm, ollama, studio)).toBe('LiteLLM')
})

test('takes the key of the server it found, and sends none while it looks', async () => {
  const { port, seen } = await listen('"I\'m alive!"')
  const found = await probeLoopback({ servers: at(port), apiKeys: { LiteLLM: 'canary' } })
  expect(found).toEqual({
    name: 'LiteLLM',
    baseUrl: `http://127.0.0.1:${port}/v1`,
    apiKey: 'canary',
    from: 'found on this machine',
  })
  expect(seen.join()).not.toContain('canary')
})

test('another program on the port is not taken for one of them', async () => {
  const { port: page } = await listen('<html>Hello</html>')
  const { port: broken } = await listen('{"version":"1"}', 500)
  expect(await probeLoopback({ servers: at(page, broken, page) })).toBeUndefined()
})

test('gives up after the time limit on a port that never answers', async () => {
  const { port } = await listen(undefined)
  const start = performance.now()
  expect(await probeLoopback({ servers: at(port, port, port) })).toBeUndefined()
  expect(performance.now() - start).toBeGreaterThanOrEqual(probeTimeoutMs - 5)
})
