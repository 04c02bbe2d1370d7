import type { Run, StartOptions } from '../run/run.ts'
import type { StateSchemas } from '../state/state-of.ts'
import type { Values } from '../state/values.ts'
import type { Action } from './action.ts'
import type { Transition, TurnOutcome } from './graph.ts'

/** A machine that has been built and checked: plain data, shared by all its runs. */
export interface Machine<State, Name extends string = string> {
  readonly schemas: StateSchemas
  readonly actions: Readonly<Record<Name, Action>>
  /** The transitions by the action they lead away from, in the order they are tried. */
  readonly ways: ReadonlyMap<string, readonly Transition<Name>[]>
  readonly entrypoint: Name
  /** The state at first. */
  readonly initial: Values
  readonly onInterrupt: Name | undefined
  readonly outcome: ((state: never) => TurnOutcome) | undefined
  /** Phantom: what the state is, for the compiler only. */
  readonly '~state'?: State | undefined

  /**
   * Begins a run in memory, without a log. Nothing happens until it is told to step.
   *
   * @example
   * const { state } = await counter.start({ state: { count: 3 } }).run({ haltAfter: ['done'] })
   */
  start(options?: StartOptions<State>): Run<State, Name>
}
