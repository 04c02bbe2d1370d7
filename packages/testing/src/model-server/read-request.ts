import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** Reads a request whose body is a JSON object, or empty. */
export async function readRequest(incoming: IncomingMessage): Promise<{
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Readonly<Record<string, unknown>>
}> {
  const { method = 'GET', url: path = '/', headers } = incoming
  let text = ''
  incoming.setEncoding('utf8')
  for await (const chunk of incoming) text += chunk
  const body: unknown = text === '' ? {} : JSON.parse(text)
  if (typeof body !== 'object' || body === null) throw new TypeError('The body is not a JSON object.')
  // An object that came out of JSON has string keys.
  return { method, path, headers, body: body as Readonly<Record<string, unknown>> }
}
