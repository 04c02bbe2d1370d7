import type { Clock } from '@llmgine/contracts'
import { askEmbeddings } from './ask-embeddings.ts'
import { askModels } from './ask-models.ts'
import { askStream } from './ask-stream.ts'
import { askWhole } from './ask-whole.ts'
import { type ConnectOptions, connect } from './connect.ts'
import { createSender, type Send } from './create-sender.ts'

/** An endpoint that has its client, and all that can be asked of it. */
export interface OpenEndpoint {
  readonly send: Send
  readonly askWhole: typeof askWhole
  readonly askStream: typeof askStream
  readonly askEmbeddings: typeof askEmbeddings
  readonly askModels: typeof askModels
}

/** Opens an endpoint. No connection is made before something is asked. */
export async function openEndpoint(options: ConnectOptions & { readonly clock: Clock }): Promise<OpenEndpoint> {
  const send = createSender(await connect(options), options.clock)
  return { send, askWhole, askStream, askEmbeddings, askModels }
}
