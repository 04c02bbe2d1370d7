import type { UserInterface } from '@llmgine/contracts'

/** A terminal in front of a session. */
export interface Terminal extends UserInterface {
  /** How it went so far. */
  readonly report: TerminalReport
}

/** What an exit status can be made of. */
export interface TerminalReport {
  /** Turns that were begun from here and have ended. */
  readonly turns: number
  /** Of them: those that broke off, could not begin, or needed an answer nobody was there to give. */
  readonly failed: number
}
