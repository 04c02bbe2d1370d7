import {
  type Bus,
  generateId as generateDefaultId,
  InteractionAnswer,
  LlmgineError,
  SessionFork,
  SessionRead,
  type Subscription,
  systemClock,
  TurnSteer,
  TurnStop,
  TurnSubmit,
} from '@llmgine/contracts'
import { createExpiryTimers } from '../drive/create-expiry-timers.ts'
import type { EngineHost } from '../drive/engine-host.ts'
import { expireQuestions } from '../drive/expire-questions.ts'
import type { Machine } from '../machine/machine.ts'
import { createSessionCache } from '../session/session-cache.ts'
import type { Engine, EngineOptions } from './engine.ts'
import { forkSession } from './fork-session.ts'
import { readSession } from './read-session.ts'
import { resumeSessions } from './resume-sessions.ts'
import { stopTurn } from './stop-turn.ts'
import { takeAnswer } from './take-answer.ts'
import { takeInput } from './take-input.ts'

/**
 * Drives sessions: one loop each, whose every step stands in the log before anything acts on it, so that it goes on after a crash where it was.
 * It answers `turn.submit`, `turn.steer`, `turn.stop`, `interaction.answer`, `session.read` and `session.fork`, and goes on at once with
 * the sessions that were running when the last process ended.
 *
 * @throws `bus.duplicate_handler` when somebody answers one of these commands already
 * @example
 * const engine = serveEngine(bus, { machine: createChatMachine(), log })
 * await bus.session('session-1').execute(TurnSubmit, { content: 'Hello' })
 */
export function serveEngine<State>(bus: Bus, options: EngineOptions<State>): Engine {
  const closing = new AbortController()
  const host = createHost(bus, options, closing.signal)
  const subscriptions = register(bus, host)
  const resumed = options.resume === false ? Promise.resolve() : resumeSessions(host)

  const close = async (): Promise<void> => {
    for (const subscription of subscriptions) subscription.unsubscribe()
    closing.abort()
    host.expiry.close()
    const held = host.sessions.held()
    const reason = new LlmgineError('engine.closed', 'The engine was closed; the next one goes on with this turn.')
    for (const { running } of held) running?.abort(reason)
    await Promise.all([resumed, ...held.map(({ driving }) => driving)])
    await Promise.all(held.map(({ scope }) => scope?.close()))
  }
  let closed: Promise<void> | undefined
  const closeOnce = (): Promise<void> => {
    closed ??= close()
    return closed
  }
  return { resumed, close: closeOnce, [Symbol.asyncDispose]: closeOnce }
}

/** All or nothing: a bus whose commands are half taken has no engine. */
function register(bus: Bus, host: EngineHost): readonly Subscription[] {
  const subscriptions: Subscription[] = []
  try {
    subscriptions.push(bus.handle(TurnSubmit, (_, { message }) => takeInput(host, message)))
    subscriptions.push(bus.handle(TurnSteer, (_, { message }) => takeInput(host, message)))
    subscriptions.push(bus.handle(TurnStop, (_, { message }) => stopTurn(host, message)))
    subscriptions.push(bus.handle(InteractionAnswer, (_, { message }) => takeAnswer(host, message)))
    subscriptions.push(bus.handle(SessionRead, (_, { message }) => readSession(host, message)))
    subscriptions.push(bus.handle(SessionFork, (payload, { message }) => forkSession(host, payload, message)))
    return subscriptions
  } catch (error) {
    for (const subscription of subscriptions) subscription.unsubscribe()
    throw error
  }
}

function createHost<State>(bus: Bus, options: EngineOptions<State>, closing: AbortSignal): EngineHost {
  const { log, clock = systemClock, generateId = generateDefaultId, logger, maxSessions = 1000 } = options
  // Which state it is matters to its own functions only, and they get the one it makes.
  const machine = options.machine as Machine<unknown>
  const host: EngineHost = {
    bus,
    machine,
    log,
    clock,
    generateId,
    logger,
    toInputs: options.inputs ?? (({ payload }) => ({ content: payload.content })),
    sessions: createSessionCache({ log, machine }, maxSessions),
    expiry: createExpiryTimers(clock, (sessionId) => void expireQuestions(host, sessionId)),
    closing,
  }
  return host
}
