import type { Bus, Clock, GenerateId, Interaction, StepRecord } from '@llmgine/contracts'
import type { Answer } from '../machine/action.ts'

/** A run of a machine in memory: it goes when it is told to, step by step. */
export interface Run<State, Name extends string = string> {
  /** As it is now: read-only, and never changed by what follows. */
  readonly state: State
  /** The number of the next step, from 0. A step that failed has taken its number. */
  readonly sequence: number
  /** The action that comes next; absent when the run has ended. */
  readonly next: Name | undefined

  /**
   * Takes one step. Answers `undefined` when the run has ended.
   *
   * @throws what the action failed with, as `engine.*` or its own `LlmgineError`; the state is as it was, and the same action comes next
   */
  step(options?: StepOptions): Promise<Step<State, Name> | undefined>

  /** Steps until a halt, a question or the end. At least one step is taken before a halt is looked for. */
  run(options?: RunOptions<Name>): Promise<RunResult<State, Name>>

  /** The steps of {@link Run.run} as they are taken. Leaving the loop leaves the run where it is. */
  iterate(options?: RunOptions<Name>): AsyncGenerator<Step<State, Name>, void, undefined>
}

/** A step that was taken. */
export interface Step<State, Name extends string = string> {
  /** What the log keeps of a step. */
  readonly record: StepRecord & { readonly action: Name; readonly next?: Name | undefined }
  /** The state after it. */
  readonly state: State
  /** The questions the action asks itself. */
  readonly asks: readonly Interaction[]
}

/** How a run begins. */
export interface StartOptions<State> {
  /** In place of the machine's initial values, key by key. */
  readonly state?: Partial<State> | undefined
  /** What actions reach models and tools through. @default none: an action that uses it fails with `engine.no_bus` */
  readonly bus?: Bus | undefined
  /** @default the system's */
  readonly clock?: Clock | undefined
  /** @default UUIDs version 7 */
  readonly generateId?: GenerateId | undefined
}

/** What goes with a step. */
export interface StepOptions {
  /** Reach every step of this call; each action sees what its `inputs` schema lets through. */
  readonly inputs?: Readonly<Record<string, unknown>> | undefined
  /** What became of the questions that the step before waits for. */
  readonly answers?: readonly Answer[] | undefined
  readonly signal?: AbortSignal | undefined
}

/** How far a run goes. */
export interface RunOptions<Name extends string = string> extends StepOptions {
  /** Halts before these actions, or those with a tag: `@person`. Goes before `haltAfter`. */
  readonly haltBefore?: readonly (Name | `@${string}`)[] | undefined
  /** Halts after these actions, or those with a tag. */
  readonly haltAfter?: readonly (Name | `@${string}`)[] | undefined
}

/** Where a run came to. */
export interface RunResult<State, Name extends string = string> {
  readonly state: State
  /** Why it went no further. */
  readonly reason: 'ended' | 'halted-before' | 'halted-after' | 'waiting'
  /** The last step; absent when the run had ended before. */
  readonly last: Step<State, Name> | undefined
  readonly next: Name | undefined
}
