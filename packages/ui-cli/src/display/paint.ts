import { styleText } from 'node:util'

/** What a piece of text is to its reader. */
export type Look = keyof typeof formats

/** A piece of text in one look. */
export interface Span {
  readonly look: Look
  readonly text: string
}

/** Gives a text its look. */
export type Paint = (look: Look, text: string) => string

/** Paints with colours, or not at all. */
export function createPaint(colors: boolean): Paint {
  if (!colors) return (_look, text) => text
  return (look, text) => {
    const format = formats[look]
    // The stream is known to take colours: who attached the terminal said so.
    return format.length === 0 || text === '' ? text : styleText([...format], text, { validateStream: false })
  }
}

const formats = {
  plain: [],
  strong: ['bold'],
  code: ['cyan'],
  block: ['cyan'],
  mark: ['dim'],
  quiet: ['dim'],
  user: ['bold', 'blue'],
  good: ['green'],
  bad: ['red'],
  ask: ['yellow'],
} as const
