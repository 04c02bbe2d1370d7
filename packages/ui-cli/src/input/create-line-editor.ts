import { createInterface, type Key } from 'node:readline'
import { Writable } from 'node:stream'
import type { TerminalInput } from '../terminal-options.ts'

/** A line that is being typed, with the keys of readline: arrows, history, words, kill and yank. Nothing is drawn. */
export interface LineEditor {
  readonly text: string
  /** Where the cursor stands in the text. */
  readonly cursor: number
  /** Whether a paste is coming in. */
  readonly isPasting: boolean
  /** Puts another text in place of the line, for as long as there is one. */
  replace(text: string): void
  close(): void
}

/** What happens at a line editor. */
export interface LineEditorOptions {
  readonly input: TerminalInput
  readonly history: readonly string[]
  readonly onLine: (line: string) => void
  /** Text or cursor have changed. */
  readonly onChange: (key: Key) => void
  /** Ctrl-C. */
  readonly onInterrupt: () => void
  /** Ctrl-D at an empty line, or the end of the input. */
  readonly onEnd: () => void
  /** Whether the line that is entered belongs into the history. */
  readonly remembers: () => boolean
}

/** Node's readline edits; what it would draw goes nowhere, so that the screen has one painter. */
export function createLineEditor(options: LineEditorOptions): LineEditor {
  const { input } = options
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({
    input,
    output: nowhere,
    terminal: true,
    prompt: '',
    history: [...options.history],
    historySize: 1_000,
    removeHistoryDuplicates: true,
    crlfDelay: Number.POSITIVE_INFINITY,
    escapeCodeTimeout: 50,
  })
  let isPasting = false
  let isClosed = false

  const onKey = (_text: string | undefined, key: Key): void => {
    if (key.name === 'paste-start') isPasting = true
    if (key.name === 'paste-end') isPasting = false
    options.onChange(key)
  }
  lines.on('line', options.onLine)
  lines.on('SIGINT', options.onInterrupt)
  lines.on('close', () => {
    if (isClosed) return
    isClosed = true
    options.onEnd()
  })
  lines.on('SIGCONT', () => options.onChange({}))
  lines.on('history', (history: string[]) => {
    if (!options.remembers()) history.shift()
  })
  input.on('keypress', onKey)

  return {
    get text() {
      return lines.line
    },
    get cursor() {
      return lines.cursor
    },
    get isPasting() {
      return isPasting
    },
    replace(text) {
      if (isClosed) return
      lines.write(null, { ctrl: true, name: 'e' })
      lines.write(null, { ctrl: true, name: 'u' })
      if (text !== '') lines.write(text)
    },
    close() {
      isClosed = true
      input.off('keypress', onKey)
      lines.close()
    },
  }
}
