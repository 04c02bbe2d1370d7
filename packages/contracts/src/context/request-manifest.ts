/** What a model request was compiled from, so that it can be explained and rebuilt without being stored. */
export interface RequestManifest {
  /** Name and version of the compiler. */
  readonly compiler: string
  /** Of the history: how many messages were shown, counted from its end, and how many were left out before them. */
  readonly shown: number
  readonly dropped: number
  /** Tokens of prompt, messages and tools, and the budget they had to fit. */
  readonly tokens: number
  readonly budget: number
  /** `tokens` is an upper bound: everything fits whatever the exact count, so nobody counted. @default false */
  readonly estimated?: boolean | undefined
}
