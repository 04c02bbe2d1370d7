import type { IncomingHttpHeaders } from 'node:http'

/** A request as it came in. */
export interface ModelServerRequest {
  /** Counts the requests for completions from 1; 0 for any other request. */
  readonly number: number
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** The parsed body; empty when there was none. */
  readonly body: Readonly<Record<string, unknown>>
  /** How it ended: `answered` when all was sent, `closed` when the connection went away before. */
  readonly ended: Promise<'answered' | 'closed'>
}
