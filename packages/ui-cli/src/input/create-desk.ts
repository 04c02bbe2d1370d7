import type { Question } from '../conversation/create-question.ts'
import type { Turns } from '../conversation/create-turns.ts'
import type { LiveSurface } from '../display/create-live-surface.ts'
import type { TerminalInput } from '../terminal-options.ts'
import { createInterrupt } from './create-interrupt.ts'
import { createLineEditor } from './create-line-editor.ts'
import type { LineRouter } from './create-line-router.ts'

/** Where somebody types: inputs, and answers to questions. */
export interface Desk {
  /** What is being typed, as a row of the screen; nothing while there is nothing to type for. */
  readonly row: { readonly prompt: string; readonly text: string; readonly cursor: number } | undefined
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
  readonly stop: () => void
  readonly onEnd: () => void
  readonly leave: () => void
}

/** Puts prompt, line editor and Ctrl-C together. */
export function createDesk(options: DeskOptions): Desk {
  const { surface, turns, lines } = options
  let asking: Pick<Question, 'prompt' | 'isText'> | undefined
  let putAside: string | undefined
  const promptNow = (): string => (lines.isComposing ? '… ' : (asking?.prompt ?? '> '))

  const interrupt = createInterrupt({
    isBusy: () => turns.active,
    discard() {
      const hasText = editor.text !== '' || lines.isComposing
      lines.discard()
      editor.replace('')
      return hasText
    },
    stop() {
      surface.status('stopping')
      options.stop()
    },
    warn: () => surface.tell('quiet', 'Press Ctrl-C again to leave.'),
    leave: options.leave,
  })

  const editor = createLineEditor({
    input: options.input,
    history: options.history,
    onLine(line) {
      surface.tell('user', promptNow() + line)
      lines.enter(line, editor.isPasting)
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
    get row() {
      const { text, cursor } = editor
      const isWanted = !turns.active || asking !== undefined || text !== '' || lines.isComposing
      return isWanted ? { prompt: promptNow(), text, cursor } : undefined
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
