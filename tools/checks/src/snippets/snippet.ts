/** A TypeScript program in a README. */
export interface Snippet {
  /** The README, relative to the root of the workspace. */
  readonly file: string
  /** The line of its first statement, counted from 1. */
  readonly line: number
  readonly code: string
  /** Whether it is to be run as well: all are, but those marked `no-run`. */
  readonly runs: boolean
  /** What it must print: the `text` block that follows it. */
  readonly output: string | undefined
}
