/** Something a check found wrong, told so that the reader knows what to do. */
export interface Violation {
  /** The file, relative to the root of the workspace. */
  readonly file: string
  /** The line, counted from 1, where there is one. */
  readonly line?: number | undefined
  /** One sentence on what is wrong and one on what to do. */
  readonly message: string
}
