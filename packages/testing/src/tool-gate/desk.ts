import {
  type Actor,
  type Bus,
  createMessage,
  type EventLog,
  InteractionAnswer,
  type InteractionReply,
  isLlmgineError,
  type Message,
  type Tool,
  ToolCall,
  type ToolCallPayload,
  type ToolOutcome,
} from '@llmgine/contracts'
import { expect } from 'vitest'
import { createFakeClock, type FakeClock } from '../create-fake-clock.ts'
import type { ServedTools, ToolGateSubject } from './tool-gate-subject.ts'

export const ana: Actor = { id: 'ana', name: 'Ana' }
export const ben: Actor = { id: 'ben', name: 'Ben' }
export const boss: Actor = { id: 'boss', name: 'The boss', roles: ['admin'] }

export const yes: InteractionReply = { kind: 'approve', approved: true }
export const no: InteractionReply = { kind: 'approve', approved: false, reason: 'too much' }

/** A gate at work: it is called, asked, answered and killed. */
export interface Desk extends AsyncDisposable {
  readonly bus: Bus
  readonly log: EventLog
  readonly clock: FakeClock
  /** Every event there was, in order. */
  readonly events: readonly Message[]
  /** Makes a call of `send_money`, of Ana, in session `s`, with the id `s/0/0`, unless said otherwise. */
  call(change?: DeskCall): Promise<ToolOutcome>
  /** The same, in no session. */
  callOutside(change?: Omit<DeskCall, 'sessionId'>): Promise<ToolOutcome>
  /** Answers a question; the answer's error code, when it was refused. */
  answer(asked: ToolOutcome | string, change?: DeskAnswer): Promise<string | undefined>
  /** Writes the answer to the log as whoever died before going on with the call. */
  logAnswer(asked: ToolOutcome, change?: DeskAnswer): Promise<void>
  /** The process dies and another one begins on the same log, with other tools perhaps. */
  restart(change?: DeskChange): Promise<Desk>
  /** Another process on the same log, while this one lives. */
  second(change?: DeskChange): Promise<Desk>
}

export interface DeskCall extends Partial<ToolCallPayload> {
  readonly actor?: Actor | undefined
  readonly sessionId?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export interface DeskAnswer {
  readonly reply?: InteractionReply | undefined
  readonly actor?: Actor | undefined
  readonly sessionId?: string | undefined
}

export interface DeskChange extends Partial<Omit<ServedTools, 'tools' | 'clock'>> {
  readonly tools?: readonly Tool[] | undefined
}

export async function openDesk(
  subject: ToolGateSubject,
  tools: readonly Tool[],
  change: DeskChange = {},
): Promise<Desk> {
  const log = change.log ?? (await subject.createLog())
  return serveDesk(subject, {
    expiresInMs: change.expiresInMs,
    entitled: change.entitled,
    tools,
    log,
    clock: createFakeClock(),
  })
}

async function serveDesk(subject: ToolGateSubject, served: ServedTools & { readonly clock: FakeClock }): Promise<Desk> {
  const { log, clock } = served
  const bus = await subject.serve(served)
  const events: Message[] = []
  bus.on('*', (_, { message }) => events.push(message))
  const close = async (): Promise<void> => {
    const closing = bus.close({ timeoutMs: 0 })
    // What hangs is left behind when the clock says so.
    await clock.advance(0)
    await closing
  }
  const second = (change: DeskChange = {}): Promise<Desk> => {
    const { tools = served.tools, ...rest } = change
    return serveDesk(subject, { ...served, ...rest, tools })
  }
  const execute = ({ actor = ana, sessionId, signal, ...payload }: DeskCall): Promise<ToolOutcome> => {
    const { name = 'send_money', arguments: given = { to: 'eve', amount: 5 }, callId, vendorCallId } = payload
    return bus.execute(ToolCall, { name, arguments: given, callId, vendorCallId }, { actor, sessionId, signal })
  }
  return {
    bus,
    log,
    clock,
    events,
    call: ({ sessionId = 's', callId = 's/0/0', ...rest } = {}) => execute({ ...rest, sessionId, callId }),
    callOutside: (change = {}) => execute(change),
    async answer(asked, { reply = yes, actor = ana, sessionId = 's' } = {}) {
      try {
        await bus.execute(InteractionAnswer, { interactionId: questionOf(asked), reply }, { actor, sessionId })
        return undefined
      } catch (error) {
        if (isLlmgineError(error)) return error.code
        throw error
      }
    },
    async logAnswer(asked, { reply = yes, actor = ana, sessionId = 's' } = {}) {
      const interactionId = questionOf(asked)
      const options = { actor, sessionId, time: clock.now() }
      const message = createMessage(InteractionAnswer, { interactionId, reply }, options)
      await log.append(sessionId, [{ message, onceKey: `answer:${interactionId}` }])
    },
    async restart(change) {
      await close()
      return second(change)
    },
    second,
    [Symbol.asyncDispose]: close,
  }
}

/** The id of the question a call waits for. */
export function questionOf(asked: ToolOutcome | string): string {
  if (typeof asked === 'string') return asked
  if (asked.status === 'waiting') return asked.interactionId
  return expect.fail(`Expected a call that waits for a person, got ${JSON.stringify(asked)}.`)
}
