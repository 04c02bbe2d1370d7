import type { RequestManifest } from '../context/request-manifest.ts'
import type { ErrorData } from '../errors/error-data.ts'
import type { CommandDefinition } from '../messages/command-definition.ts'
import { defineCommand } from '../messages/define-command.ts'
import { defineEvent } from '../messages/define-event.ts'
import type { EventDefinition } from '../messages/event-definition.ts'
import type { EmbeddingResponse } from '../models/embedding-model.ts'
import type { ModelRequest } from '../models/model-request.ts'
import type { ModelResponse } from '../models/model-response.ts'
import type { ModelStreamPart } from '../models/model-stream-part.ts'
import { shape } from '../schema/shape.ts'

/** Which model is asked what. */
export interface ModelGeneratePayload {
  /** A route of the router. @default the router's default route */
  readonly route?: string | undefined
  readonly request: ModelRequest
  /** Publishes `model.delta` while the answer comes. @default false */
  readonly stream?: boolean | undefined
  /** What the request was compiled from; told in `model.requested`. */
  readonly manifest?: RequestManifest | undefined
}

/** Asks a model. Answers with the whole response, also when it is streamed. */
export const ModelGenerate: CommandDefinition<ModelGeneratePayload, ModelResponse> = defineCommand('model.generate', {
  payload: shape<ModelGeneratePayload>({
    route: 'string?',
    request: 'object',
    stream: 'boolean?',
    manifest: 'object?',
  }),
})

/** Texts to be embedded. */
export interface ModelEmbedPayload {
  readonly route?: string | undefined
  readonly texts: readonly string[]
}

/** Turns texts into vectors. */
export const ModelEmbed: CommandDefinition<ModelEmbedPayload, EmbeddingResponse> = defineCommand('model.embed', {
  payload: shape<ModelEmbedPayload>({ route: 'string?', texts: 'array' }),
})

/** A model was asked. The request itself is not in it: its manifest and digest are, so that it can be rebuilt and proved. */
export interface ModelRequestedPayload {
  readonly route: string
  readonly manifest?: RequestManifest | undefined
  /** SHA-256 of the canonical JSON of the request, in hex. */
  readonly digest: string
}

/** Tells that a model is being asked. */
export const ModelRequested: EventDefinition<ModelRequestedPayload> = defineEvent('model.requested')

/** A part of an answer that is being streamed; what caused it is the `model.generate` it belongs to. */
export const ModelDelta: EventDefinition<ModelStreamPart> = defineEvent('model.delta', { ephemeral: true })

/** A model answered. The message's id is `response.id`. */
export interface ModelRespondedPayload {
  readonly route: string
  readonly response: ModelResponse
}

/** Tells what a model answered. */
export const ModelResponded: EventDefinition<ModelRespondedPayload> = defineEvent('model.responded')

/** A model did not answer, whatever was tried, or the call was aborted (`model.aborted`). */
export interface ModelFailedPayload {
  readonly route: string
  readonly error: ErrorData
  readonly attempts: number
  /** What had come when a stream broke off or was aborted; its `message` is marked as incomplete. */
  readonly response?: ModelResponse | undefined
}

/** Tells that a call to a model came to nothing, and why. */
export const ModelFailed: EventDefinition<ModelFailedPayload> = defineEvent('model.failed')

/** One target of a route failed and the next one is asked. */
export interface ModelFellBackPayload {
  readonly route: string
  readonly from: string
  readonly to: string
  readonly error: ErrorData
}

/** Tells that a route went on to its next target. */
export const ModelFellBack: EventDefinition<ModelFellBackPayload> = defineEvent('model.fell-back')
