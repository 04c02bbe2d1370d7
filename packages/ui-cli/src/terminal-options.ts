import type { Actor, Clock, Interaction, InteractionReply } from '@llmgine/contracts'
import type { TerminalCommand } from './terminal-command.ts'

/** How a terminal is attached. */
export interface TerminalOptions {
  /** The session it shows and speaks to. */
  readonly sessionId: string
  /** Who sits in front of it: the actor of what is sent. @default nobody known */
  readonly actor?: Actor | undefined
  /** Where lines and keys come from: `process.stdin`. */
  readonly input: TerminalInput
  /** Where the conversation is shown: `process.stdout`. */
  readonly output: TerminalOutput
  /** Where everything but answers goes when nobody sits there: `process.stderr`. @default `output` */
  readonly error?: TerminalOutput | undefined
  /**
   * Whether somebody sits there: keys are read one by one, questions are asked, the screen is drawn. Otherwise each line of the input is a turn.
   * @default when both `input` and `output` are terminals
   */
  readonly interactive?: boolean | undefined
  /** @default when `interactive`; give `false` where NO_COLOR is set */
  readonly colors?: boolean | undefined
  /** Slash commands besides `/help` and `/quit`. */
  readonly commands?: readonly TerminalCommand[] | undefined
  /** Lines of earlier sessions, for the arrow keys, the newest first. */
  readonly history?: readonly string[] | undefined
  /** Answers questions without asking; `undefined` leaves one to the person, or unanswered where there is none. */
  readonly answer?:
    | ((interaction: Interaction) => InteractionReply | undefined | Promise<InteractionReply | undefined>)
    | undefined
  readonly clock?: Clock | undefined
}

/** A stream to read from; a terminal when it has raw mode. */
export type TerminalInput = NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined }

/** A stream to write to; a terminal when it has a width. */
export type TerminalOutput = NodeJS.WritableStream & {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}
