import {
  type Actor,
  type Bus,
  type EventDefinition,
  type Interaction,
  InteractionAnswer,
  type InteractionAnswerPayload,
  InteractionRequested,
  type Message,
  ModelDelta,
  ModelResponded,
  type ModelResponse,
  SessionRead,
  type SessionView,
  TurnFinished,
  TurnStarted,
  TurnStop,
  TurnSubmit,
  type TurnSubmitPayload,
} from '@llmgine/contracts'
import { expect, onTestFinished, vi } from 'vitest'
import type { DrivenInterface, UserInterfaceHarness } from './user-interface-harness.ts'

/** A session with no engine behind it: what an engine would tell is told by the test, and what the interface sends is kept. */
export interface Stage extends DrivenInterface {
  readonly bus: Bus
  readonly sent: Sent
  /** Tells an event of the session, caused by the turn. */
  tell<Payload>(
    event: EventDefinition<Payload>,
    payload: NoInfer<Payload>,
    options?: { readonly cause?: string },
  ): Promise<void>
  /** Tells that an answer came: in these parts, if there are some, and whole at the end. */
  tellAnswer(content: string, parts?: readonly string[]): Promise<void>
  ask(interaction: Interaction): Promise<void>
  /** Tries until the check passes, for as long as the interface may take. */
  until<Value>(check: () => Value | Promise<Value>): Promise<Value>
  /** Waits until the screen shows all of these. */
  shows(...texts: readonly string[]): Promise<void>
  /** What the next `interaction.answer` is refused with. */
  refuse(error: Error): void
}

/** What an interface has sent, as it came. */
export interface Sent {
  readonly commands: readonly Message[]
  readonly inputs: readonly Message<TurnSubmitPayload>[]
  readonly answers: readonly Message<InteractionAnswerPayload>[]
  readonly stops: readonly Message[]
}

/** The session of every stage, and who sits at the interface. */
export const sessionId = 'stage'
export const actor: Actor = { id: 'stage:ana', name: 'Ana' }

/** Sets a stage up. @param view What the session is found at. */
export async function createStage(harness: UserInterfaceHarness, view: Partial<SessionView> = {}): Promise<Stage> {
  const bus = harness.createBus()
  const sent = listen(bus, view)
  const driven = await harness.attach(bus, { sessionId, actor })
  // How it ends is the subject of cases of its own.
  onTestFinished(() => driven.ui.close().catch(() => undefined))
  let requests = 0

  const until: Stage['until'] = (check) => vi.waitFor(check, { timeout: harness.patienceMs ?? 3_000, interval: 10 })
  const tell: Stage['tell'] = (event, payload, { cause } = {}) => {
    const sender = cause === undefined ? bus : bus.as(toCause(cause))
    return sender.publish(event, payload, { sessionId, actor })
  }

  return {
    ...driven,
    bus,
    sent,
    tell,
    async tellAnswer(content, parts = []) {
      requests += 1
      const cause = `request-${requests}`
      const response = toResponse(cause, content)
      for (const text of parts) await tell(ModelDelta, { type: 'text-delta', text }, { cause })
      if (parts.length > 0) await tell(ModelDelta, { type: 'end', finishReason: 'stop', response }, { cause })
      await tell(ModelResponded, { route: 'default', response }, { cause })
    },
    ask: (interaction) => tell(InteractionRequested, { interaction }),
    until,
    shows: (...texts) =>
      until(async () => {
        const screen = await driven.screen()
        for (const text of texts) expect(screen).toContain(text)
      }),
    refuse: (error) => void sent.refusals.push(error),
  }
}

/** Tells that a turn runs, which the interface has to have begun. */
export async function beginTurn(stage: Stage): Promise<string> {
  await stage.say('Hello?')
  const turnId = await stage.until(() => {
    const input = stage.sent.inputs.at(-1)
    if (input === undefined) throw new Error('Expected the interface to send turn.submit.')
    return input.id
  })
  await stage.tell(TurnStarted, { turnId })
  return turnId
}

/** Tells that it has ended. */
export function endTurn(stage: Stage, turnId: string): Promise<void> {
  const usage = { inputTokens: 1_234, outputTokens: 56 }
  return stage.tell(TurnFinished, { turnId, reason: 'answered', usage, durationMs: 2_300 })
}

/** A response with nothing special about it. */
export function toResponse(id: string, content: string): ModelResponse {
  return {
    id,
    message: { role: 'assistant', content },
    finishReason: 'stop',
    model: 'scripted',
    usage: { inputTokens: 1, outputTokens: 1 },
    attempts: 1,
    timing: { totalMs: 1 },
  }
}

interface Listening extends Sent {
  readonly refusals: Error[]
}

/** Handles what interfaces may send, and keeps every command there is, so that others are seen too. */
function listen(bus: Bus, view: Partial<SessionView>): Listening {
  const commands: Message[] = []
  const inputs: Message<TurnSubmitPayload>[] = []
  const answers: Message<InteractionAnswerPayload>[] = []
  const stops: Message[] = []
  const refusals: Error[] = []
  bus.use(
    Object.assign(
      (call: { readonly message: Message }, next: () => Promise<unknown>): Promise<unknown> => {
        commands.push(call.message)
        return next()
      },
      { targets: ['command'] as const },
    ),
  )
  bus.handle(TurnSubmit, (_payload, { message }) => {
    inputs.push(message)
    return { turnId: message.id }
  })
  bus.handle(TurnStop, (_payload, { message }) => {
    stops.push(message)
    return { stopped: true }
  })
  bus.handle(InteractionAnswer, (_payload, { message }) => {
    answers.push(message)
    const refusal = refusals.shift()
    if (refusal !== undefined) throw refusal
  })
  bus.handle(
    SessionRead,
    (): SessionView => ({
      sessionId,
      mark: 'idle',
      position: 0,
      sequence: 0,
      waitingFor: [],
      state: {},
      ...view,
    }),
  )
  return { commands, inputs, answers, stops, refusals }
}

function toCause(id: string): Message {
  return { id, kind: 'command', type: 'model.generate', payload: {}, time: Date.now(), sessionId, correlationId: id }
}
