import type { CallOptions, EmbeddingResponse, ModelRequest, ModelResponse, ModelStreamPart } from '@llmgine/contracts'

/** Someone who may be asked: what a route is a list of. A model of an endpoint, or any model, which may lack what it cannot do. */
export interface Target {
  readonly id: string
  generate?(request: ModelRequest, options: TargetOptions): Promise<ModelResponse>
  stream?(
    request: ModelRequest,
    options: TargetOptions,
  ): AsyncIterable<ModelStreamPart> | Promise<AsyncIterable<ModelStreamPart>>
  embed?(texts: readonly string[], options: TargetOptions): Promise<EmbeddingResponse>
}

/** The signal is the attempt's: it aborts when the caller gives up and when time runs out. */
export type TargetOptions = CallOptions & { readonly signal: AbortSignal }
