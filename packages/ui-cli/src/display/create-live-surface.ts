import type { Clock, Timer } from '@llmgine/contracts'
import { formatDuration } from '../conversation/format-duration.ts'
import type { Surface } from '../conversation/surface.ts'
import type { TerminalOutput } from '../terminal-options.ts'
import { clipText } from './clip-text.ts'
import { createMarkdownStyler } from './create-markdown-styler.ts'
import { createScreen } from './create-screen.ts'
import { createTextFlow } from './create-text-flow.ts'
import { fitInput } from './fit-input.ts'
import { createPaint, type Span } from './paint.ts'
import { toPrintable } from './to-printable.ts'

/** A surface with a status row and an input row below the conversation. */
export interface LiveSurface extends Surface {
  /** Draws the rows below anew: the input or the width has changed. */
  refresh(): void
  /** Empties the screen. */
  clear(): void
  close(): void
}

/** What a live surface draws on and draws from. */
export interface LiveSurfaceOptions {
  readonly output: TerminalOutput
  readonly colors: boolean
  readonly clock: Clock
  /** The input row as it is now; nothing when none is to be seen. */
  readonly input: () => { readonly prompt: string; readonly text: string; readonly cursor: number } | undefined
}

/** Shows a conversation on a terminal. */
export function createLiveSurface(options: LiveSurfaceOptions): LiveSurface {
  const { output, clock } = options
  const paint = createPaint(options.colors)
  const columns = (): number => Math.max(output.columns ?? 80, 20)
  const screen = createScreen(output)
  const flow = createTextFlow({ columns, paint })
  let style = createMarkdownStyler()
  let status: { readonly text: string; readonly since: number } | undefined
  let frame = 0
  let timer: Timer | undefined
  let isClosed = false

  const refresh = (): void => {
    if (isClosed) return
    const rows: string[] = []
    if (status !== undefined) {
      const took = formatDuration(Math.floor((clock.now() - status.since) / 1_000) * 1_000)
      rows.push(paint('quiet', clipText(`${frames[frame]} ${status.text} … ${took}, Ctrl-C stops`, columns() - 1)))
    }
    const input = options.input()
    const fitted = input && fitInput({ ...input, columns: columns() })
    if (fitted !== undefined) rows.push(fitted.row)
    screen.setRows(rows, fitted?.column)
  }

  const spin = (): void => {
    timer = clock.setTimer(() => {
      frame = (frame + 1) % frames.length
      refresh()
      spin()
    }, frameMs)
  }

  const append = (spans: readonly Span[]): void => {
    if (!isClosed) screen.append(flow.write(spans), flow.atLineStart)
  }
  const endLine = (): void => {
    if (!isClosed) screen.append(flow.endLine(), true)
  }

  return {
    say: (text) => append(style(toPrintable(text))),
    endMessage() {
      style = createMarkdownStyler()
      endLine()
    },
    tell(look, text) {
      endLine()
      append([{ look, text: toPrintable(text) }])
      endLine()
    },
    status(text) {
      timer?.cancel()
      timer = undefined
      if (isClosed) return
      status = text === undefined ? undefined : { text, since: status?.since ?? clock.now() }
      if (status !== undefined) spin()
      refresh()
    },
    refresh,
    clear() {
      screen.close()
      output.write('\u001b[2J\u001b[H')
      refresh()
    },
    close() {
      timer?.cancel()
      timer = undefined
      if (!isClosed) screen.close()
      isClosed = true
    },
  }
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const
const frameMs = 100
