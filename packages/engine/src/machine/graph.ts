import type { Cost, TurnFinishedPayload, Usage } from '@llmgine/contracts'
import type { Action } from './action.ts'

/** What a machine is built of. */
export interface Graph<Actions extends Readonly<Record<string, Action>>, State> {
  /** The actions by the names they have in this machine. */
  readonly actions: Actions
  /** The ways between them. Those of one action are tried in order; when none applies, the run ends. */
  readonly transitions: readonly Transition<keyof Actions & string, State>[]
  /** Where a run begins, and each turn of a session. */
  readonly entrypoint: keyof Actions & string
  /** What the state holds at first; lists are empty unless they stand here. */
  readonly initial?: Partial<State> | undefined
  /**
   * Runs last when a turn is stopped or fails, to leave a state that the next turn can begin with.
   * @default nothing runs
   */
  readonly onInterrupt?: (keyof Actions & string) | undefined
  /** What `turn.finished` tells of a turn that came to its end. @default answered, with no reply and no usage */
  readonly outcome?: ((state: State) => TurnOutcome) | undefined
}

/** A way from one action to another. Without a condition it is always taken. */
export type Transition<Name extends string = string, State = never> = readonly [
  from: Name,
  to: Name,
  condition?: ((state: State) => boolean) | undefined,
]

/** How a turn came out, as the state tells. */
export interface TurnOutcome {
  /** @default 'answered' */
  readonly reason?: TurnFinishedPayload['reason'] | undefined
  readonly reply?: TurnFinishedPayload['reply']
  /** @default zeros */
  readonly usage?: Usage | undefined
  readonly cost?: Cost | undefined
}
