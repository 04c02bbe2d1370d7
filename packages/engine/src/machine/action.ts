import type {
  Actor,
  Bus,
  Clock,
  GenerateId,
  InteractionReply,
  Message,
  Schema,
  TurnSubmitPayload,
} from '@llmgine/contracts'

/** What an action gets. */
export interface ActionContext<State = unknown, Inputs = unknown> {
  /** The keys it reads, read-only. */
  readonly state: State
  /** What came from outside for this run, as its `inputs` schema lets it through. */
  readonly inputs: Inputs
  /** Aborts when the turn is stopped, the action's time is up, or the engine closes. */
  readonly signal: AbortSignal
  /** The bus as the input that the turn is about: what is sent through it runs for the one who asked. */
  readonly bus: Bus
  readonly clock: Clock
  readonly generateId: GenerateId
  /** The number of this step within its session, from 0. The same step has the same number after a restart. */
  readonly sequence: number
  /** Absent in a run without a log. */
  readonly sessionId: string | undefined
  /** Absent in a run without a log. */
  readonly turn: Turn | undefined
  /** What became of the questions that the step before waited for, those that have an answer by now. */
  readonly answers: readonly Answer[]
}

/** The turn that a step belongs to. */
export interface Turn {
  /** The id of its input. */
  readonly id: string
  readonly input: Message<TurnSubmitPayload>
  /** What the same actor has said since and nobody has taken: taken by the step whose patch refers to it with `logged(message)`. */
  readonly steering: readonly Message<TurnSubmitPayload>[]
}

/** What became of a question. */
export interface Answer {
  readonly interactionId: string
  /** Absent when its time ran out. */
  readonly reply?: InteractionReply | undefined
  readonly by?: Actor | undefined
  /** The record in the log that says so. */
  readonly message: Message
}

/**
 * A step of a machine: a function with declared reads, writes and inputs. Made by `machine.action`; plain data otherwise, so that it can be
 * wrapped, and used in any machine that has the keys it needs.
 */
export interface Action<in State = never> {
  readonly reads: readonly string[]
  readonly writes: readonly string[]
  readonly inputs: Schema<unknown, unknown> | undefined
  readonly timeoutMs: number | undefined
  readonly repeatable: boolean
  readonly tags: readonly string[]
  /** Does the step and answers with its patch. */
  readonly run: (context: ActionContext<State, never>) => unknown
}

/** What is said of an action. */
export interface ActionDeclaration<Key extends string = string> {
  /** The keys it sees. */
  readonly reads: readonly Key[]
  /** The keys its patch must carry, and the only ones it may. */
  readonly writes: readonly Key[]
  /** What it needs from outside; checked before it runs. @default nothing is let through */
  readonly inputs?: Schema<unknown, unknown> | undefined
  /** Ends it with `engine.action_timed_out` after this many milliseconds. @default none */
  readonly timeoutMs?: number | undefined
  /**
   * Nothing but its patch comes of it, quickly, and the same again from the same state. After a crash it may run once more, and so its step
   * shares a commit with its neighbours; the steps before any other action are in the log before that runs. @default false
   */
  readonly repeatable?: boolean | undefined
  /** Names for groups of actions: `haltBefore: ['@person']`. */
  readonly tags?: readonly string[] | undefined
}
