import type { Clock } from '@llmgine/contracts'
import type { Surface } from '../conversation/surface.ts'
import type { TerminalOutput } from '../terminal-options.ts'
import { clipText } from './clip-text.ts'
import { createMarkdownStyler } from './create-markdown-styler.ts'
import { createScreen } from './create-screen.ts'
import { createSpinner } from './create-spinner.ts'
import { createTextFlow } from './create-text-flow.ts'
import { fitInput } from './fit-input.ts'
import { createPaint, type Look } from './paint.ts'
import { toPrintable } from './to-printable.ts'

/** A surface with rows below the conversation: what goes on, and what is being typed. */
export interface LiveSurface extends Surface {
  /** Draws the rows below anew: what is being typed has changed. */
  refresh(): void
  /** The terminal has another size now. */
  resized(): void
  /** Empties the screen. */
  clear(): void
  close(): void
}

/** What is being typed. */
export interface LiveInput {
  /** Rows above the line: what waits, or belongs to the same input. */
  readonly above: readonly string[]
  /** The line itself; nothing while there is nothing to type for. */
  readonly line: { readonly prompt: string; readonly text: string; readonly cursor: number } | undefined
}

/** What a live surface draws on and draws from. */
export interface LiveSurfaceOptions {
  readonly output: TerminalOutput
  readonly colors: boolean
  readonly clock: Clock
  readonly input: () => LiveInput
}

/** Shows a conversation on a terminal. */
export function createLiveSurface({ output, colors, clock, input }: LiveSurfaceOptions): LiveSurface {
  const paint = createPaint(colors)
  const columns = (): number => Math.max(output.columns || 80, 20)
  const screen = createScreen(output)
  const flow = createTextFlow({ columns, paint })
  let style = createMarkdownStyler()
  /** What has to wait for the end of the message that is being written. */
  let held: (readonly [Look, string])[] | undefined
  let isClosed = false

  const refresh = (): void => {
    if (isClosed) return
    const { above, line } = input()
    const status = spinner.text === undefined ? [] : [`${spinner.text}, Ctrl-C stops`]
    const rows = [...status, ...above].map((row) => paint('quiet', clipText(toPrintable(row), columns() - 1)))
    const fitted = line && fitInput({ ...line, columns: columns() })
    screen.setRows(fitted === undefined ? rows : [...rows, fitted.row], fitted?.column)
  }
  const spinner = createSpinner(clock, refresh)

  const endLine = (): void => screen.append(flow.endLine(), true)
  const tell = (look: Look, text: string): void => {
    endLine()
    screen.append(flow.write([{ look, text: toPrintable(text) }]), flow.atLineStart)
    endLine()
  }

  return {
    say(text) {
      if (isClosed) return
      held ??= []
      screen.append(flow.write(style(toPrintable(text))), flow.atLineStart)
    },
    endMessage() {
      if (isClosed) return
      const now = held ?? []
      held = undefined
      style = createMarkdownStyler()
      endLine()
      for (const [look, text] of now) tell(look, text)
    },
    tell(look, text) {
      if (isClosed) return
      // Only what somebody has to see at once breaks into what the model is saying.
      if (held === undefined || look === 'ask' || look === 'bad') tell(look, text)
      else held.push([look, text])
    },
    status(text) {
      if (!isClosed) spinner.show(text)
    },
    refresh,
    resized() {
      flow.restart()
      screen.resized()
      refresh()
    },
    clear() {
      screen.close()
      flow.restart()
      output.write('\u001b[2J\u001b[H')
      refresh()
    },
    close() {
      if (isClosed) return
      spinner.show(undefined)
      isClosed = true
      screen.close()
    },
  }
}
