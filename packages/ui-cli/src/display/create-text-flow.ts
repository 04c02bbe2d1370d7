import { createPen, type Pen } from './create-pen.ts'
import type { Paint, Span } from './paint.ts'
import { textWidth } from './text-width.ts'

/** Text on its way to a terminal. */
export interface TextFlow {
  /** What is to be written so that these spans follow what was written before. */
  write(spans: readonly Span[]): string
  /** What is to be written so that the cursor stands at the start of a line; nothing when it does. */
  endLine(): string
  /** The cursor was moved to the start of a line by somebody else. */
  restart(): void
  /** Whether the cursor stands at the start of a line. */
  readonly atLineStart: boolean
}

/**
 * Breaks lines between words while text streams: a word that turns out to be too long for its line is taken back and written on the next
 * one. A word wider than a line is broken. Lines of code are left to the terminal, so that they are copied as they are.
 */
export function createTextFlow(options: { readonly columns: () => number; readonly paint: Paint }): TextFlow {
  const pen = createPen(options.paint)
  const place: Place = { column: 0, word: [], held: undefined }

  return {
    write(spans) {
      const columns = options.columns()
      for (const { look, text } of spans) for (const char of text) putChar(pen, place, { look, text: char }, columns)
      return pen.take()
    },
    endLine() {
      if (place.column > 0 || place.held !== undefined) breakLine(pen, place)
      place.word = []
      return pen.take()
    },
    restart() {
      Object.assign(place, { column: 0, word: [] })
    },
    get atLineStart() {
      return place.column === 0 && place.held === undefined
    },
  }
}

/** Where the cursor stands. */
interface Place {
  column: number
  /** The word that is being written; it may still have to move to the next line. */
  word: Span[]
  /** The character that fills a row to the last column. It waits for the next one: a cursor beyond the edge cannot be come back to. */
  held: Span | undefined
}

function putChar(pen: Pen, place: Place, span: Span, columns: number): void {
  const { look, text } = span
  if (look !== 'block' && !/\s/.test(text)) {
    putInWord(pen, place, span, columns)
    return
  }
  place.word = []
  const spaces = text === '\t' ? 4 - (place.column % 4) : 1
  if (text === '\n') breakLine(pen, place)
  else if (look === 'block' && text !== '\t') putInBlock(pen, place, span, columns)
  else put(pen, place, { look, text: ' '.repeat(Math.min(spaces, Math.max(columns - 1 - place.column, 0))) })
}

/** The last column stays empty: terminals do not agree on where a cursor beyond it is. */
function putInWord(pen: Pen, place: Place, span: Span, columns: number): void {
  if (place.column + textWidth(span.text) >= columns) {
    const text = place.word.map((part) => part.text).join('')
    const width = textWidth(text)
    const moved = width < place.column && !ofUnsureWidth.test(text) ? place.word : []
    if (moved.length > 0) pen.control(`\u001b[${width}D\u001b[K`)
    breakLine(pen, place)
    for (const part of moved) put(pen, place, part)
    place.word = moved
  }
  put(pen, place, span)
  place.word.push(span)
}

/** Terminals disagree on how wide these are; a step back over them might take away what stands before. */
const ofUnsureWidth = /[\u200d\ufe0f\p{Emoji_Modifier}\p{Regional_Indicator}]/u

/** The terminal breaks the row: a line of code stays one line. */
function putInBlock(pen: Pen, place: Place, span: Span, columns: number): void {
  putHeld(pen, place)
  const width = textWidth(span.text)
  if (place.column + width > columns) place.column = 0
  if (place.column + width === columns) place.held = span
  else put(pen, place, span)
}

function put(pen: Pen, place: Place, span: Span): void {
  putHeld(pen, place)
  pen.put(span)
  place.column += textWidth(span.text)
}

function putHeld(pen: Pen, place: Place): void {
  const { held } = place
  place.held = undefined
  if (held !== undefined) put(pen, place, held)
}

function breakLine(pen: Pen, place: Place): void {
  putHeld(pen, place)
  pen.control('\r\n')
  place.column = 0
}
