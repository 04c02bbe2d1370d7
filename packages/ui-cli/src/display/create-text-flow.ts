import { createPen } from './create-pen.ts'
import type { Paint, Span } from './paint.ts'
import { textWidth } from './text-width.ts'

/** Text on its way to a terminal. */
export interface TextFlow {
  /** What is to be written so that these spans follow what was written before. */
  write(spans: readonly Span[]): string
  /** What is to be written so that the cursor stands at the start of a line; nothing when it does. */
  endLine(): string
  /** Whether the cursor stands at the start of a line. */
  readonly atLineStart: boolean
}

/**
 * Breaks lines between words while text streams: a word that turns out to be too long for its line is taken back and written on the next
 * one. A word wider than a line is broken. Lines of code are left to the terminal, so that they are copied as they are.
 */
export function createTextFlow(options: { readonly columns: () => number; readonly paint: Paint }): TextFlow {
  const { columns } = options
  const pen = createPen(options.paint)
  let column = 0
  /** The word that is being written; it may still have to move to the next line. */
  let word: Span[] = []
  /** The terminal has gone on to the next row by itself. */
  let ahead = false

  const put = (span: Span): void => {
    pen.put(span)
    column += textWidth(span.text)
    ahead = false
  }
  const breakLine = (): void => {
    if (!ahead) pen.control('\r\n')
    ahead = false
    column = 0
  }

  const putInWord = (span: Span): void => {
    // The last column stays empty: terminals do not agree on where a cursor beyond it is.
    if (column + textWidth(span.text) >= columns()) {
      const width = word.reduce((sum, part) => sum + textWidth(part.text), 0)
      const moved = width < column ? word : []
      if (moved.length > 0) pen.control(`\u001b[${width}D\u001b[K`)
      breakLine()
      for (const part of moved) put(part)
      word = moved
    }
    put(span)
    word.push(span)
  }

  /** A blank and a step back make the terminal break a row that is exactly full at once. */
  const putInBlock = (span: Span): void => {
    if (column + textWidth(span.text) > columns()) column = 0
    put(span)
    if (column < columns()) return
    pen.control(' \b')
    column = 0
    ahead = true
  }

  const putChar = (span: Span): void => {
    const { look, text } = span
    if (look !== 'block' && !/\s/.test(text)) {
      putInWord(span)
      return
    }
    word = []
    const spaces = text === '\t' ? 4 - (column % 4) : 1
    if (text === '\n') breakLine()
    else if (look === 'block' && text !== '\t') putInBlock(span)
    else put({ look, text: ' '.repeat(Math.min(spaces, Math.max(columns() - 1 - column, 0))) })
  }

  return {
    write(spans) {
      for (const { look, text } of spans) for (const char of text) putChar({ look, text: char })
      return pen.take()
    },
    endLine() {
      word = []
      if (column > 0) breakLine()
      return pen.take()
    },
    get atLineStart() {
      return column === 0
    },
  }
}
