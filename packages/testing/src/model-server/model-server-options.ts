import type { ModelServerReply } from './model-server-reply.ts'
import type { ModelServerRequest } from './model-server-request.ts'

/** What a model server answers, and to whom. */
export interface ModelServerOptions {
  /** One reply per request for a completion, in order, or a function that answers them all. @default 'Hello from the model server.' to each */
  readonly replies?:
    | readonly ModelServerReply[]
    | ((request: ModelServerRequest) => ModelServerReply | Promise<ModelServerReply>)
    | undefined
  /** What `GET /v1/models` lists. @default ['test-model'] */
  readonly models?: readonly string[] | undefined
  /** Whoever does not send it as bearer token gets a 401. @default everybody is let in */
  readonly apiKey?: string | undefined
  /** @default one that is free */
  readonly port?: number | undefined
}
