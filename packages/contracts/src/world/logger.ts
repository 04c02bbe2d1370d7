/** Where technical notes go: the part of a pino logger that packages use. Data first, then a sentence. No secrets. */
export interface Logger {
  debug(data: object, message?: string): void
  info(data: object, message?: string): void
  warn(data: object, message?: string): void
  error(data: object, message?: string): void
}
