import type { TerminalOutput } from '../terminal-options.ts'

/** A transcript that grows, with a few rows below it that change in place. */
export interface Screen {
  /** Adds to the transcript what a text flow made of a text; the rows below move down. */
  append(text: string, endsLine: boolean): void
  /** Replaces the rows below the transcript, each one cut at the edge. The cursor stands in the last one, at a column from 0, or is hidden. */
  setRows(rows: readonly string[], cursor: number | undefined): void
  /** Takes the rows away and leaves the cursor at the start of a line. */
  close(): void
}

/**
 * Draws with the sequences every terminal since the VT100 knows. The transcript's end is remembered by the terminal itself (save and restore
 * cursor), after room has been made for the rows below it, so that nothing depends on how wide a terminal takes a character to be.
 */
export function createScreen(output: TerminalOutput): Screen {
  let rows: readonly string[] = []
  let cursor: number | undefined
  let atLineStart = true

  const hide = (): string => (rows.length === 0 ? '' : `${restoreCursor}${eraseBelow}`)

  const show = (): string => {
    if (rows.length === 0) return showCursor
    const below = rows.length - (atLineStart ? 1 : 0)
    const makeRoom = below === 0 ? '' : `${index.repeat(below)}\u001b[${below}A`
    const start = atLineStart ? '' : '\r\n'
    const text = `${makeRoom}${saveCursor}${start}${wrapOff}${rows.join('\r\n')}${wrapOn}`
    return text + (cursor === undefined ? hideCursor : `\u001b[${cursor + 1}G${showCursor}`)
  }

  return {
    append(text, endsLine) {
      if (text === '') return
      const before = hide()
      atLineStart = endsLine
      output.write(before + text + show())
    },
    setRows(next, nextCursor) {
      if (nextCursor === cursor && next.length === rows.length && next.every((row, at) => row === rows[at])) return
      const before = hide()
      rows = next
      cursor = nextCursor
      output.write(before + show())
    },
    close() {
      const before = hide()
      rows = []
      output.write(`${before}${atLineStart ? '' : '\r\n'}${showCursor}`)
      atLineStart = true
    },
  }
}

const saveCursor = '\u001b7'
const restoreCursor = '\u001b8'
/** Down one row in the same column; at the bottom the screen scrolls. */
const index = '\u001bD'
const eraseBelow = '\u001b[J'
const wrapOff = '\u001b[?7l'
const wrapOn = '\u001b[?7h'
const hideCursor = '\u001b[?25l'
const showCursor = '\u001b[?25h'
