/** An error as plain data: what messages, logs and HTTP answers carry. Neither stack nor cause crosses a border. */
export interface ErrorData {
  readonly code: string
  readonly message: string
  readonly details?: Readonly<Record<string, unknown>> | undefined
  readonly retryable?: boolean | undefined
}
