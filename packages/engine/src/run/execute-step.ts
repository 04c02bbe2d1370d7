import {
  type Bus,
  type Clock,
  type GenerateId,
  type Interaction,
  LlmgineError,
  type Message,
  type PatchOperation,
} from '@llmgine/contracts'
import type { Action, ActionContext, Answer, Turn } from '../machine/action.ts'
import type { Machine } from '../machine/machine.ts'
import { applyPatch } from '../patch/apply-patch.ts'
import { checkValue } from '../state/check-value.ts'
import type { Values } from '../state/values.ts'
import { toActionError } from './to-action-error.ts'
import { withinTime } from './within-time.ts'

/** What a step is made of. */
export interface StepInput {
  readonly machine: Machine<unknown>
  readonly action: string
  readonly state: Values
  readonly inputs: Values
  readonly answers: readonly Answer[]
  readonly signal: AbortSignal
  readonly bus: Bus
  readonly clock: Clock
  readonly generateId: GenerateId
  readonly sequence: number
  readonly sessionId: string | undefined
  readonly turn: Turn | undefined
}

/** What came of it. */
export interface StepOutput {
  readonly state: Values
  readonly patch: readonly PatchOperation[]
  /** The logged messages that the patch refers to. */
  readonly messages: readonly Message[]
  readonly next: string | undefined
  readonly waitFor: readonly (string | Interaction)[]
}

/**
 * Runs one action and works out what it changed and what comes next: the one way a step is taken, with and without a log.
 *
 * @throws `engine.*` for what the engine refuses, the action's own `LlmgineError`, `engine.action_failed` for anything else it threw
 */
export async function executeStep(input: StepInput): Promise<StepOutput> {
  const { machine, action: name, signal } = input
  const action = findAction(machine, name)
  const pending = action.inputs === undefined ? nothing : checkInputs(action.inputs, name, input.inputs)
  const context = createContext(action, input, pending instanceof Promise ? await pending : pending)
  let got: unknown
  try {
    got = await (action.timeoutMs === undefined ? action.run(context) : withinTime(action, context, input))
  } catch (error) {
    throw toActionError(error, name, signal)
  }
  const patch = { schemas: machine.schemas, name, writes: action.writes, state: input.state, got }
  const applied = applyPatch(patch)
  const { state, operations, messages, waitFor } = applied instanceof Promise ? await applied : applied
  return { state, patch: operations, messages, next: findNext(machine, name, state), waitFor }
}

const nothing: Values = Object.freeze({})

function findAction(machine: Machine<unknown>, name: string): Action {
  const action = Object.hasOwn(machine.actions, name) ? machine.actions[name] : undefined
  if (action !== undefined) return action
  const known = Object.keys(machine.actions).join(', ')
  throw new LlmgineError('engine.unknown_action', `The machine has no action "${name}". It has ${known}.`, {
    details: { action: name },
  })
}

function checkInputs(schema: NonNullable<Action['inputs']>, name: string, given: Values): unknown {
  return checkValue(schema, given, () => ({
    code: 'engine.invalid_inputs',
    what: `Action "${name}" was not given the inputs it needs`,
    details: { action: name },
  }))
}

/** The context is that of this very action: its reads and its checked inputs are what its function was declared with. */
function createContext(action: Action, input: StepInput, inputs: unknown): ActionContext<never, never> {
  const state: Record<string, unknown> = {}
  for (const key of action.reads) state[key] = input.state[key]
  const { signal, bus, clock, generateId, sequence, sessionId, turn, answers } = input
  const world = { signal, bus, clock, generateId }
  const context = { state: Object.freeze(state), inputs, ...world, sequence, sessionId, turn, answers }
  // See above: `machine.action` tied the declaration and the function together.
  return context as unknown as ActionContext<never, never>
}

function findNext(machine: Machine<unknown>, name: string, state: Values): string | undefined {
  for (const [, to, condition] of machine.ways.get(name) ?? []) {
    try {
      // A condition was declared for the machine's state, and this is it.
      if (condition === undefined || condition(state as never)) return to
    } catch (cause) {
      throw conditionFailed(cause, name, to)
    }
  }
  return undefined
}

function conditionFailed(cause: unknown, from: string, to: string): LlmgineError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const message = `The condition of the transition "${from}" to "${to}" failed: ${reason}`
  return new LlmgineError('engine.action_failed', message, { cause, details: { from, to } })
}
