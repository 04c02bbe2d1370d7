import {
  type Bus,
  type Clock,
  type GenerateId,
  generateId as generateDefaultId,
  LlmgineError,
  type StepRecord,
  systemClock,
} from '@llmgine/contracts'
import type { Machine } from '../machine/machine.ts'
import { createValuesNow } from '../state/create-values.ts'
import type { Values } from '../state/values.ts'
import { createNoBus } from './create-no-bus.ts'
import { executeStep } from './execute-step.ts'
import { checkHalts, findHalt } from './find-halt.ts'
import type { Run, RunOptions, RunResult, StartOptions, Step, StepOptions } from './run.ts'

/** Begins a run in memory. */
export function startRun(machine: Machine<unknown>, options: StartOptions<unknown> = {}): Run<unknown> {
  const { bus = createNoBus(), clock = systemClock, generateId = generateDefaultId } = options
  const world: World = { machine, bus, clock, generateId, signal: new AbortController().signal }
  const at: Position = {
    state: createValuesNow(machine.schemas, { ...options.state }, machine.initial),
    sequence: 0,
    next: machine.entrypoint,
    isStepping: false,
  }
  return {
    get state() {
      return at.state
    },
    get sequence() {
      return at.sequence
    },
    get next() {
      return at.next
    },
    step: (stepOptions) => takeStep(world, at, stepOptions),
    run: (runOptions) => run(world, at, runOptions),
    iterate: (runOptions) => iterate(world, at, runOptions),
  }
}

interface World {
  readonly machine: Machine<unknown>
  readonly bus: Bus
  readonly clock: Clock
  readonly generateId: GenerateId
  /** For steps that were given none. */
  readonly signal: AbortSignal
}

/** Where a run is. */
interface Position {
  state: Values
  sequence: number
  next: string | undefined
  isStepping: boolean
}

async function takeStep(world: World, at: Position, options?: StepOptions): Promise<Step<unknown> | undefined> {
  if (at.isStepping) throw alreadyStepping()
  at.isStepping = true
  try {
    return await step(world, at, options)
  } finally {
    at.isStepping = false
  }
}

async function step(world: World, at: Position, options: StepOptions = {}): Promise<Step<unknown> | undefined> {
  const { next: action } = at
  if (action === undefined) return undefined
  const { inputs = none, answers = nobody, signal = world.signal } = options
  signal.throwIfAborted()
  const { machine, bus, clock, generateId } = world
  const start = clock.now()
  const sequence = at.sequence
  at.sequence += 1
  const place = { sessionId: undefined, turn: undefined, sequence }
  const given = { machine, action, state: at.state, inputs, answers, signal, bus, clock, generateId, ...place }
  const { state, patch, next, waitFor } = await executeStep(given)
  at.state = state
  at.next = next
  const asks = waitFor.filter((one) => typeof one !== 'string')
  const ids = waitFor.length === 0 ? undefined : waitFor.map((one) => (typeof one === 'string' ? one : one.id))
  const record: StepRecord = { sequence, action, patch, next, waitFor: ids, durationMs: clock.now() - start }
  return { record, state, asks }
}

async function* iterate(
  world: World,
  at: Position,
  options: RunOptions = {},
): AsyncGenerator<Step<unknown>, void, undefined> {
  checkHalts(world.machine, options)
  for (;;) {
    const step = await takeStep(world, at, options)
    if (step === undefined) return
    yield step
    if (findHalt(world.machine, step.record, options) !== undefined) return
  }
}

async function run(world: World, at: Position, options: RunOptions = {}): Promise<RunResult<unknown>> {
  let last: Step<unknown> | undefined
  for await (const step of iterate(world, at, options)) last = step
  const reason = (last && findHalt(world.machine, last.record, options)) ?? 'ended'
  return { state: at.state, reason, last, next: at.next }
}

function alreadyStepping(): LlmgineError {
  return new LlmgineError(
    'engine.already_stepping',
    'A step of this run is under way. Wait for it, or start another run.',
  )
}

const none: Values = Object.freeze({})
const nobody: readonly never[] = Object.freeze([])
