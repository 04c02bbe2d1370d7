import type { CallOptions } from './call-options.ts'
import type { Cost, Usage } from './usage.ts'

/** Anything that turns texts into vectors. */
export interface EmbeddingModel {
  readonly id: string
  /** One vector per text, in the order of the texts. */
  embed(texts: readonly string[], options?: CallOptions): Promise<EmbeddingResponse>
}

/** Vectors, and what they took. */
export interface EmbeddingResponse {
  readonly vectors: readonly (readonly number[])[]
  readonly model: string
  readonly usage: Usage
  readonly cost?: Cost | undefined
}
