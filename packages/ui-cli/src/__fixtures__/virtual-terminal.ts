import { PassThrough, Writable } from 'node:stream'
import xterm from '@xterm/headless'
import type { TerminalInput, TerminalOutput } from '../terminal-options.ts'

/** A terminal without a window: what is written to it is drawn as xterm draws it. */
export interface VirtualTerminal {
  readonly input: TerminalInput
  readonly output: TerminalOutput
  /** Presses keys. */
  type(text: string): void
  /** Ends the input. */
  hangUp(): void
  /** Everything above the cursor's row and around it, scrolled away or not, without the blank end; rows that xterm wrapped are one line. */
  screen(): Promise<string>
  /** The rows as they stand, wrapped or not. */
  rows(): Promise<string[]>
  /** Where the cursor stands: its column, and its row counted from the first one ever written. */
  cursor(): Promise<{ readonly row: number; readonly column: number }>
  resize(columns: number, rows: number): void
  /** All bytes that were written. */
  readonly written: string
}

export function createVirtualTerminal(
  options: { readonly columns?: number; readonly rows?: number } = {},
): VirtualTerminal {
  const { columns = 80, rows = 24 } = options
  const screen = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true })
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input })
  let written = ''
  const output = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        written += chunk
        // A terminal's line discipline turns line feeds into both.
        screen.write(chunk.replaceAll(/(?<!\r)\n/g, '\r\n'), done)
      },
    }),
    { isTTY: true, columns },
  )

  const drawn = async (): Promise<void> => {
    // What reacts to keys and events has run then, and xterm has drawn what it was given.
    await new Promise((resolve) => setTimeout(resolve, 5))
    await new Promise<void>((resolve) => screen.write('', resolve))
  }
  const readRows = async (): Promise<{ text: string; wrapped: boolean }[]> => {
    await drawn()
    const buffer = screen.buffer.active
    return Array.from({ length: buffer.length }, (_, at) => {
      const line = buffer.getLine(at)
      return { text: line?.translateToString(true) ?? '', wrapped: line?.isWrapped ?? false }
    })
  }

  return {
    input,
    output,
    type: (text) => void input.write(text),
    hangUp: () => void input.end(),
    async screen() {
      const lines = await readRows()
      return lines.reduce((all, { text, wrapped }) => all + (wrapped ? '' : '\n') + text, '').trim()
    },
    async rows() {
      return (await readRows()).map(({ text }) => text)
    },
    async cursor() {
      await drawn()
      const { baseY, cursorY, cursorX } = screen.buffer.active
      return { row: baseY + cursorY, column: cursorX }
    },
    resize(newColumns, newRows) {
      screen.resize(newColumns, newRows)
      Object.assign(output, { columns: newColumns })
      output.emit('resize')
    },
    get written() {
      return written
    },
  }
}
