import {
  type Interaction,
  InteractionAnswer,
  InteractionExpired,
  InteractionRequested,
  isMessage,
  type LoggedMessage,
  type Message,
  StepFailed,
  StepFinished,
  type StepRecord,
  TurnFailed,
  TurnFinished,
  TurnStarted,
  TurnSteer,
  TurnStop,
  TurnSubmit,
  type TurnSubmitPayload,
} from '@llmgine/contracts'
import type { Answer } from '../machine/action.ts'
import type { Values } from '../state/values.ts'

/** What a session has come to: a fold over the messages of its log. Whoever drives the session keeps it up to date. */
export interface SessionFold {
  state: Values
  /** The number of the next step. */
  sequence: number
  /** The turn under way. */
  turn: OpenTurn | undefined
  /** Inputs that no turn has taken, in the order of the log: so whoever takes the next one takes the same. */
  queue: readonly QueuedInput[]
  /** Questions that were asked and have no answer. */
  readonly open: Map<string, Interaction>
}

/** An input and its place in the log. */
export interface QueuedInput {
  readonly position: number
  readonly message: Message<TurnSubmitPayload>
}

/** A turn that was begun and is not over. */
export interface OpenTurn {
  readonly id: string
  readonly input: Message<TurnSubmitPayload>
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number
  /** The action that comes next; absent when the last step was the last of the turn. */
  next: string | undefined
  /** The questions that the last step waits for. */
  waitFor: readonly string[]
  /** The questions that any of its steps waited for. */
  readonly asked: Set<string>
  /** What became of questions since it began. */
  readonly answers: Map<string, Answer>
  /** Somebody said stop. */
  stopping: boolean
}

/** The types of the messages that a fold reads. */
export const foldedTypes: readonly string[] = [
  ...[TurnSubmit, TurnSteer, TurnStop, TurnStarted, TurnFinished, TurnFailed, StepFinished, StepFailed],
  ...[InteractionRequested, InteractionAnswer, InteractionExpired],
].map(({ type }) => type)

/** A session that nothing has happened in. */
export function createFold(initial: Values): SessionFold {
  return { state: initial, sequence: 0, turn: undefined, queue: [], open: new Map() }
}

/** Takes one message of the log into account, whatever it is but a step that was taken. */
export function foldLogged(
  fold: SessionFold,
  { message, position }: Omit<LoggedMessage, 'onceKey'>,
  machine: { readonly entrypoint: string },
): void {
  if (isMessage(TurnSubmit, message) || isMessage(TurnSteer, message)) queueInput(fold, { message, position })
  else foldMessage(fold, message, machine)
}

/** Takes a message into account whose place in the log does not matter: neither an input nor a step that was taken. */
export function foldMessage(
  fold: SessionFold,
  message: Message,
  { entrypoint }: { readonly entrypoint: string },
): void {
  if (isMessage(TurnStarted, message)) startTurn(fold, message, entrypoint)
  else if (isMessage(StepFailed, message)) fold.sequence = Math.max(fold.sequence, message.payload.sequence + 1)
  else if (isMessage(TurnFinished, message) || isMessage(TurnFailed, message)) endTurn(fold, message.payload.turnId)
  else if (isMessage(TurnStop, message) && fold.turn !== undefined) fold.turn.stopping = true
  else if (isMessage(InteractionRequested, message)) ask(fold, message.payload.interaction)
  else if (isMessage(InteractionAnswer, message)) {
    const { interactionId, reply } = message.payload
    settle(fold, { interactionId, reply, by: message.actor, message })
  } else if (isMessage(InteractionExpired, message)) {
    settle(fold, { interactionId: message.payload.interactionId, message })
  }
}

/** Puts an input in its place in the queue, once. */
export function queueInput(fold: SessionFold, input: QueuedInput): void {
  const { id } = input.message
  if (fold.turn?.id === id || fold.queue.some(({ message }) => message.id === id)) return
  fold.queue = [...fold.queue, input].sort((one, other) => one.position - other.position)
}

function startTurn(fold: SessionFold, { payload, time }: Message<{ readonly turnId: string }>, next: string): void {
  const queued = fold.queue.find(({ message }) => message.id === payload.turnId)
  if (queued === undefined) return
  fold.queue = fold.queue.filter((one) => one !== queued)
  const input = queued.message
  const questions = { waitFor: [], asked: new Set<string>(), answers: new Map<string, Answer>() }
  fold.turn = { id: input.id, input, startedAt: time, next, ...questions, stopping: false }
}

/** Takes a step into account, and the state after it. */
export function foldStep(fold: SessionFold, { sequence, patch, next, waitFor = [] }: StepRecord, state: Values): void {
  fold.state = state
  fold.sequence = sequence + 1
  if (fold.queue.length > 0) {
    const referred = new Set(patch.map((operation) => ('message' in operation ? operation.message : undefined)))
    fold.queue = fold.queue.filter(({ message }) => !referred.has(message.id))
  }
  if (fold.turn === undefined) return
  fold.turn.next = next
  fold.turn.waitFor = waitFor
  for (const id of waitFor) fold.turn.asked.add(id)
}

/** Whether the turn can only go on when somebody has answered, or its time has run out. */
export function isWaiting({ waitFor, answers, stopping }: OpenTurn): boolean {
  return waitFor.length > 0 && !stopping && !waitFor.some((id) => answers.has(id))
}

function endTurn(fold: SessionFold, turnId: string): void {
  if (fold.turn?.id === turnId) fold.turn = undefined
}

function ask(fold: SessionFold, interaction: Interaction): void {
  if (fold.turn?.answers.has(interaction.id) !== true) fold.open.set(interaction.id, interaction)
}

function settle(fold: SessionFold, answer: Answer): void {
  fold.open.delete(answer.interactionId)
  if (fold.turn?.answers.has(answer.interactionId) === false) fold.turn.answers.set(answer.interactionId, answer)
}
