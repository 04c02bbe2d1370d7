import type { Actor, Bus, InteractionReply, UserInterface } from '@llmgine/contracts'

/** How the suite makes what it needs, and one user interface. */
export interface UserInterfaceHarness {
  /** How long the interface may take to show or send something. @default 3000 */
  readonly patienceMs?: number | undefined
  /** An empty bus. What it opens it can close with vitest's `onTestFinished`. */
  createBus(): Bus
  /** Attaches the user interface under test to one session, as it is for its user: asked questions, shown everything. */
  attach(
    bus: Bus,
    options: { readonly sessionId: string; readonly actor: Actor },
  ): DrivenInterface | Promise<DrivenInterface>
}

/** A user interface, with a hand to use it and an eye to see it. */
export interface DrivenInterface {
  readonly ui: UserInterface
  /** Says a line to the session, as its user would. */
  say(text: string): void | Promise<void>
  /** Stops the running turn, as its user would. */
  stop(): void | Promise<void>
  /** Answers the question that is shown by the gesture that means this reply, be it possible or not. */
  answer(reply: InteractionReply): void | Promise<void>
  /** Leaves, as its user would when nothing runs. */
  leave(): void | Promise<void>
  /** All that was shown so far and is to be seen still, as plain text: what was taken back is no longer in it. */
  screen(): string | Promise<string>
}
