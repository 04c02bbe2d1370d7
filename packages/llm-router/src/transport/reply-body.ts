/** The body of an HTTP answer, read piece by piece. */
export interface ReplyBody {
  /** The next piece; `undefined` at the end. Rejects when the connection breaks. */
  read(): Promise<Uint8Array | undefined>
  /** What is left is nobody's concern: a short rest runs out, so that the connection can be used again, a long one is cut. */
  release(): void
  /** Ends it, and the connection under it; what waits for a piece waits no longer. */
  cancel(): void
}
