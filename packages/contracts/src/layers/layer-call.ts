import type { ModelRequest } from '../models/model-request.ts'

/** What a layer stands around: a message, a model call, an action. The base is enough for a retry or a timer. */
export interface LayerCall {
  readonly target: 'command' | 'event' | 'model' | 'action'
  /** The message type, the model's id, the action's name. */
  readonly name: string
  /** What goes in: the payload, the request, the action's inputs. */
  readonly input: unknown
  readonly signal: AbortSignal
  readonly sessionId?: string | undefined
}

/** A layer's view of a model call. `next` answers with a response, or with the stream of parts when `streaming`. */
export interface ModelLayerCall extends LayerCall {
  readonly target: 'model'
  readonly input: ModelRequest
  readonly streaming: boolean
}
