import { createBus, withLog } from '@llmgine/bus'
import {
  type Actor,
  type Bus,
  type Clock,
  type EventLog,
  InteractionAnswer,
  type InteractionReply,
  type LoggedMessage,
  type Message,
  SessionRead,
  type SessionView,
  type Tool,
  TurnFailed,
  type TurnFailedPayload,
  TurnFinished,
  type TurnFinishedPayload,
  TurnHalted,
  type TurnHaltedPayload,
  TurnSubmit,
} from '@llmgine/contracts'
import { createRouter, serveModels } from '@llmgine/llm-router'
import { createMemoryStore } from '@llmgine/store-memory'
import { createScriptedModel, type ScriptedModel } from '@llmgine/testing'
import { serveTools } from '@llmgine/tools'
import { createChatMachine, type Engine, type Machine, serveEngine } from '../index.ts'

/** Everything a conversation is made of, in one process. */
export interface World extends AsyncDisposable {
  readonly bus: Bus
  readonly log: EventLog
  readonly model: ScriptedModel
  readonly engine: Engine
  /** Says something and waits for what comes of it. */
  say(content: string, options?: SayOptions): Promise<TurnEnd>
  /** What comes of a turn that is under way. */
  next(turnId?: string): Promise<TurnEnd>
  answer(interactionId: string, reply: InteractionReply, actor?: Actor): Promise<TurnEnd>
  read(): Promise<SessionView>
  records(): Promise<LoggedMessage[]>
  /** The same, looked at through another session; the world it belongs to is closed, this one is not. */
  on(sessionId: string): Conversation
}

/** One session of a world. */
export type Conversation = Pick<World, 'say' | 'next' | 'answer' | 'read' | 'records'>

export type TurnEnd =
  | ({ type: 'finished' } & TurnFinishedPayload)
  | ({ type: 'failed' } & TurnFailedPayload)
  | ({ type: 'halted' } & TurnHaltedPayload)

export interface SayOptions {
  readonly actor?: Actor
  readonly platformId?: string
}

export interface WorldOptions {
  readonly script?: Parameters<typeof createScriptedModel>[0]
  readonly model?: ScriptedModel
  readonly tools?: readonly Tool[]
  readonly log?: EventLog
  readonly machine?: Machine<never> | Machine<unknown>
  readonly clock?: Clock
  readonly expiresInMs?: number
  readonly resume?: boolean
}

export const sessionId = 's'

export function createWorld(options: WorldOptions = {}): World {
  const { script = [], tools = [], log = createMemoryStore().log, clock, expiresInMs, resume } = options
  const bus = createBus({ clock })
  bus.use(withLog(log))
  const model = options.model ?? createScriptedModel(script, { clock })
  serveModels(bus, createRouter({ routes: { main: [model] }, clock }))
  serveTools(bus, { tools, log, clock, expiresInMs })
  // The tests know which state their machine has.
  const machine = (options.machine ?? createChatMachine()) as Machine<unknown>
  const engine = serveEngine(bus, { machine, log, clock, resume })
  return {
    bus,
    log,
    model,
    engine,
    ...converse(bus, log, sessionId),
    on: (session) => converse(bus, log, session),
    async [Symbol.asyncDispose]() {
      await engine.close()
      await bus.close()
    },
  }
}

function converse(bus: Bus, log: EventLog, session: string): Conversation {
  const next = (turnId?: string): Promise<TurnEnd> => {
    const filter = (message: Message<{ readonly turnId: string }>): boolean =>
      message.sessionId === session && (turnId === undefined || message.payload.turnId === turnId)
    const stop = new AbortController()
    const once = { filter, signal: stop.signal }
    const ends = [
      bus.once(TurnFinished, once).then(({ payload }) => ({ type: 'finished' as const, ...payload })),
      bus.once(TurnFailed, once).then(({ payload }) => ({ type: 'failed' as const, ...payload })),
      bus.once(TurnHalted, once).then(({ payload }) => ({ type: 'halted' as const, ...payload })),
    ]
    for (const end of ends) end.catch(() => undefined)
    return Promise.race(ends).finally(() => stop.abort())
  }

  return {
    next,
    async say(content, { actor, platformId } = {}) {
      const id = crypto.randomUUID()
      const end = next(id)
      await bus.execute(TurnSubmit, { content, platformId }, { sessionId: session, actor, id })
      return end
    },
    async answer(interactionId, reply, actor) {
      const end = next()
      await bus.execute(InteractionAnswer, { interactionId, reply }, { sessionId: session, actor })
      return end
    },
    read: () => bus.execute(SessionRead, undefined, { sessionId: session }),
    records: () => Array.fromAsync(log.read(session)),
  }
}
