/** The arguments of a call as plain data of their own, and what had to be mended to read them. */
export interface ParsedArguments {
  readonly value: unknown
  readonly repairs: readonly string[]
}
