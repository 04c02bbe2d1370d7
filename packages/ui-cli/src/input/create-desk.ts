import type { Question } from '../conversation/create-question.ts'
import type { Turns } from '../conversation/create-turns.ts'
import type { LiveInput, LiveSurface } from '../display/create-live-surface.ts'
import type { TerminalInput } from '../terminal-options.ts'
import { createInterrupt } from './create-interrupt.ts'
import { createLineEditor } from './create-line-editor.ts'
import type { LineRouter } from './create-line-router.ts'

/** Where somebody types: inputs, and answers to questions. */
export interface Desk {
  /** What is being typed, as it is to be drawn. */
  readonly input: LiveInput
  /** What stands before the line that is typed. */
  readonly prompt: string
  /** Asks for the answer to a question, or for an input again. What was being typed is put aside for a question and given back after it. */
  turnTo(question: Pick<Question, 'prompt' | 'isText'> | undefined): void
  close(): void
}

/** What a desk is set up with. */
export interface DeskOptions {
  readonly input: TerminalInput
  readonly history: readonly string[]
  readonly surface: LiveSurface
  readonly turns: Turns
  readonly lines: LineRouter
  /** Inputs that wait for the end of the running turn. */
  readonly waiting: () => readonly string[]
  readonly stop: () => unknown
  readonly onEnd: () => void
  readonly leave: () => void
}

/** Puts prompt, line editor and Ctrl-C together. */
export function createDesk(options: DeskOptions): Desk {
  const { surface, turns, lines } = options
  let asking: Pick<Question, 'prompt' | 'isText'> | undefined
  let putAside: string | undefined
  const promptNow = (): string => asking?.prompt ?? '> '

  const interrupt = createInterrupt({
    isBusy: () => turns.active,
    discard() {
      const hasText = editor.text !== '' || lines.composing.length > 0
      lines.discard()
      editor.replace('')
      return hasText
    },
    stop: () => options.stop(),
    warn: () => surface.tell('quiet', 'Press Ctrl-C again to leave.'),
    leave: options.leave,
  })

  const editor = createLineEditor({
    input: options.input,
    history: options.history,
    onLine(line) {
      lines.enter(line, editor.isPasting)
      if (!editor.isPasting) surface.refresh()
    },
    onInterrupt: interrupt.press,
    onEnd: options.onEnd,
    onChange(key) {
      if (!(key.ctrl && key.name === 'c')) interrupt.reset()
      if (key.ctrl && key.name === 'l') surface.clear()
      if (!editor.isPasting) surface.refresh()
    },
    remembers: () => asking === undefined,
  })

  return {
    get input() {
      const { text, cursor } = editor
      const { composing } = lines
      const isWanted = !turns.active || asking !== undefined || text !== '' || composing.length > 0
      const prompt = composing.length === 0 ? promptNow() : '… '
      return {
        above: [...options.waiting().map((content) => `  waits for this answer: ${content}`), ...lastOf(composing)],
        line: isWanted ? { prompt, text, cursor } : undefined,
      }
    },
    get prompt() {
      return promptNow()
    },
    turnTo(question) {
      if (question !== undefined && asking === undefined) {
        putAside = editor.text
        editor.replace('')
        surface.status(undefined)
      } else if (question === undefined && asking !== undefined) {
        editor.replace(putAside ?? '')
        if (turns.active) surface.status('thinking')
      }
      asking = question
      surface.refresh()
    },
    close: editor.close,
  }
}

/** The last few of many lines. */
function lastOf(composing: readonly string[]): readonly string[] {
  const hidden = composing.length - mostRows
  if (hidden <= 0) return composing.map((line) => `  ${line}`)
  return [`  (${hidden} lines above)`, ...lastOf(composing.slice(hidden))]
}

const mostRows = 5
