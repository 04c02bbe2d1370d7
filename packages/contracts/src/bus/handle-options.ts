/** How a command is handled. */
export interface HandleOptions {
  /** Unsubscribes the handler when it aborts. */
  readonly signal?: AbortSignal | undefined
}
