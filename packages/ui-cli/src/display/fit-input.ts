import { textWidth } from './text-width.ts'
import { toPrintable } from './to-printable.ts'

/** A line being typed as it fits into one row, and the column of its cursor from 0. A long line is shown around its cursor. */
export function fitInput(given: {
  readonly prompt: string
  readonly text: string
  readonly cursor: number
  readonly columns: number
}): { readonly row: string; readonly column: number } {
  const { text, cursor, columns } = given
  const show = (part: string): string => toPrintable(part).replaceAll(/[\n\t]/g, ' ')
  const prompt = show(given.prompt)
  const room = Math.max(columns - 1 - textWidth(prompt), 1)
  let before = ''
  // From the cursor leftwards, whole characters, for as long as there is room.
  for (const char of [...show(text.slice(0, cursor))].reverse()) {
    if (textWidth(before) + textWidth(char) > room - 1) break
    before = char + before
  }
  let after = ''
  for (const char of show(text.slice(cursor))) {
    if (textWidth(before) + textWidth(after) + textWidth(char) > room) break
    after += char
  }
  return { row: prompt + before + after, column: textWidth(prompt) + textWidth(before) }
}
