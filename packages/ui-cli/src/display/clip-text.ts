import { textWidth } from './text-width.ts'

/** The text in one line of at most so many columns; what is cut off at the end is told by `…`. */
export function clipText(text: string, columns: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (textWidth(line) <= columns) return line
  let clipped = ''
  let width = 1
  for (const char of line) {
    width += textWidth(char)
    if (width > columns) break
    clipped += char
  }
  return `${clipped}…`
}
