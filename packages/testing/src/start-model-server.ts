import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAnswerer } from './model-server/create-answerer.ts'
import type { ModelServerOptions } from './model-server/model-server-options.ts'
import type { ModelServerRequest } from './model-server/model-server-request.ts'
import { readRequest } from './model-server/read-request.ts'
import { toErrorBody } from './model-server/to-error-body.ts'

/** A Chat Completions server for tests, on the loopback interface. */
export interface ModelServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>/v1` */
  readonly baseUrl: string
  readonly port: number
  /** What came in, completions and all else, in order; the last 1,000. */
  readonly requests: readonly ModelServerRequest[]
  /** Stops listening and cuts what is open. A second call does nothing. */
  close(): Promise<void>
}

/**
 * Starts an HTTP server that speaks Chat Completions (`/v1/chat/completions` whole and streamed, `/v1/models`, `/v1/embeddings`; the `/v1`
 * may be left out), says what its script says, misbehaves where the script wants it, and remembers what it was asked. A request that
 * finds no reply is answered with a 400 that names its number.
 *
 * @example
 * await using server = await startModelServer({ replies: ['Hello', { status: 429, headers: { 'retry-after': '1' } }] })
 * const router = createRouter({ endpoints: { test: { baseUrl: server.baseUrl } }, routes: { chat: ['test/test-model'] } })
 */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const requests: ModelServerRequest[] = []
  const answer = createAnswerer(options)
  let completions = 0

  const server = createServer((incoming, response) => {
    const gone = new AbortController()
    const ended = new Promise<'answered' | 'closed'>((resolve) => {
      response.once('close', () => {
        gone.abort()
        resolve(response.writableFinished ? 'answered' : 'closed')
      })
    })
    const serve = async (): Promise<void> => {
      const read = await readRequest(incoming)
      const isCompletion = read.method === 'POST' && read.path.endsWith('/chat/completions')
      const request = { ...read, number: isCompletion ? ++completions : 0, ended }
      if (requests.push(request) > 1_000) requests.shift()
      await answer(request, response, gone.signal)
    }
    serve().catch((error: unknown) => {
      // A client that went away is no failure: `ended` tells of it. Anything else is the script's, and the client is to hear of it.
      if (gone.signal.aborted) return
      if (response.headersSent) response.destroy()
      else
        response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(toErrorBody(String(error))))
    })
  })
  // A client's idle connection must not be closed under it between two calls of a test.
  server.keepAliveTimeout = 120_000
  await listen(server, options.port ?? 0)
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo
  const close = (): Promise<void> => closeServer(server)
  return { baseUrl: `http://127.0.0.1:${port}/v1`, port, requests, close, [Symbol.asyncDispose]: close }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

function closeServer(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve()
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
