import type { Bus } from '@llmgine/contracts'
import type { Turns } from './conversation/create-turns.ts'
import type { Send } from './conversation/send.ts'
import type { TerminalOptions } from './terminal-options.ts'

/** What the two ways of attaching a terminal have in common. */
export interface AttachContext {
  readonly bus: Bus
  readonly options: TerminalOptions
  readonly send: Send
  readonly turns: Turns
  /** Aborts when the terminal is closed. */
  readonly signal: AbortSignal
  /** Closes the terminal: the input has ended, or its user leaves. */
  readonly leave: () => void
}
