import type { TerminalOutput } from '../terminal-options.ts'

/** A transcript that grows, with a few rows below it that change in place. */
export interface Screen {
  /** Adds to the transcript what a text flow made of a text; the rows below move down. */
  append(text: string, endsLine: boolean): void
  /** Replaces the rows below the transcript, each one cut at the edge. The cursor stands in the last one, at a column from 0, or is hidden. */
  setRows(rows: readonly string[], cursor: number | undefined): void
  /** The terminal has moved everything to fit another size. The transcript goes on at the start of a line. */
  resized(): void
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

  /** Row by row: erasing all that is below would make tmux keep a copy of it when it is the whole screen. */
  const hide = (): string => {
    if (rows.length === 0) return ''
    const below = nextRow + eraseRow
    return restoreCursor + (atLineStart ? eraseRow : below) + below.repeat(rows.length - 1) + restoreCursor
  }

  const show = (): string => {
    if (rows.length === 0) return showCursor
    const below = rows.length - (atLineStart ? 1 : 0)
    const makeRoom = below === 0 ? '' : index.repeat(below) + up(below)
    const text = makeRoom + saveCursor + (atLineStart ? '' : nextRow) + wrapOff + rows.join(nextRow) + wrapOn
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
    resized() {
      // What was saved may be elsewhere now; the cursor moved along with the last row.
      const clear = rows.length === 0 ? '' : `\r${rows.length > 1 ? up(rows.length - 1) : ''}${eraseBelow}`
      if (rows.length > 0) atLineStart = true
      output.write(clear + show())
    },
    close() {
      const before = hide()
      rows = []
      cursor = undefined
      output.write(before + (atLineStart ? '' : nextRow) + showCursor)
      atLineStart = true
    },
  }
}

const nextRow = '\r\n'
const saveCursor = '\u001b7'
const restoreCursor = '\u001b8'
/** Down one row in the same column; at the bottom the screen scrolls. */
const index = '\u001bD'
const eraseRow = '\u001b[2K'
const eraseBelow = '\u001b[J'
const wrapOff = '\u001b[?7l'
const wrapOn = '\u001b[?7h'
const hideCursor = '\u001b[?25l'
const showCursor = '\u001b[?25h'

function up(rows: number): string {
  return `\u001b[${rows}A`
}
