/** Tokens of one call. What the endpoint does not report is 0, and `estimated` says when the numbers were counted on this side. */
export interface Usage {
  readonly inputTokens: number
  readonly outputTokens: number
  /** Of the input: read from the provider's cache. */
  readonly cachedTokens?: number | undefined
  /** Of the output: spent on reasoning. */
  readonly reasoningTokens?: number | undefined
  readonly estimated?: boolean | undefined
}

/** What a call cost. */
export interface Cost {
  /** US dollars. */
  readonly usd: number
  /** Reckoned from a price table rather than told by the gateway. */
  readonly estimated: boolean
}
