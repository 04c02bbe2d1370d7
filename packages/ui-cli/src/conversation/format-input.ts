import { clipText } from '../display/clip-text.ts'

/** The arguments of a call, in short: `path: "notes.txt", lines: 3`. */
export function formatInput(input: unknown): string {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return clipText(toJson(input), longest)
  const fields = Object.entries(input).map(([name, value]) => `${name}: ${clipText(toJson(value), longestValue)}`)
  return clipText(fields.join(', '), longest)
}

const longest = 160
const longestValue = 60

function toJson(value: unknown): string {
  return JSON.stringify(value) ?? ''
}
