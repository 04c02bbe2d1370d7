import type { Violation } from './violation.ts'

/** One line for a person, with the place first, as editors and terminals link it. */
export function formatViolation({ file, line, message }: Violation): string {
  return `${file}${line === undefined ? '' : `:${line}`} ${message}`
}
