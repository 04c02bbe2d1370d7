import type { Endpoint } from './settings.ts'

/** A kind of server that people run on their own machine, where it listens, and how its answer is told from another program's. */
export interface LocalServer {
  readonly name: string
  readonly port: number
  readonly path: string
  recognises(body: string): boolean
}

/** In order of preference: LiteLLM may stand in front of the others. */
export const localServers: readonly LocalServer[] = [
  { name: 'LiteLLM', port: 4000, path: '/health/liveliness', recognises: (body) => body.includes("I'm alive") },
  { name: 'Ollama', port: 11_434, path: '/api/version', recognises: (body) => /^\s*\{\s*"version"/.test(body) },
  { name: 'LM Studio', port: 1_234, path: '/v1/models', recognises: (body) => /"object"\s*:\s*"list"/.test(body) },
]

/** All are asked at once and have this long to answer. */
export const probeTimeoutMs = 100

/**
 * The first of the servers that answers on this machine, or `undefined`. Nothing is sent but the question; a key is not.
 *
 * @param options.apiKeys By server: the key to use with it when it is the one.
 */
export async function probeLoopback(
  options: {
    readonly servers?: readonly LocalServer[] | undefined
    readonly apiKeys?: Readonly<Record<string, string | undefined>> | undefined
    readonly fetch?: typeof globalThis.fetch | undefined
  } = {},
): Promise<Endpoint | undefined> {
  const { servers = localServers, apiKeys = {}, fetch: ask = globalThis.fetch } = options
  const signal = AbortSignal.timeout(probeTimeoutMs)
  const answers = servers.map(async (server) => {
    try {
      const response = await ask(`http://127.0.0.1:${server.port}${server.path}`, { signal, redirect: 'error' })
      return response.ok && server.recognises(await response.text())
    } catch {
      return false
    }
  })
  const found = (await Promise.all(answers)).indexOf(true)
  const server = servers[found]
  if (server === undefined) return undefined
  const baseUrl = `http://127.0.0.1:${server.port}/v1`
  return { name: server.name, baseUrl, apiKey: apiKeys[server.name], from: 'found on this machine' }
}
