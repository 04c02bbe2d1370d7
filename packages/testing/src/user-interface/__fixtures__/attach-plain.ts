import {
  type Actor,
  type Bus,
  type EventDefinition,
  type Interaction,
  InteractionAnswer,
  InteractionAnswered,
  InteractionExpired,
  type InteractionReply,
  InteractionRequested,
  isEntitled,
  isLlmgineError,
  type Message,
  ModelDelta,
  ModelFellBack,
  ModelGenerate,
  ModelResponded,
  SessionRead,
  ToolFinished,
  ToolProgressed,
  ToolStarted,
  TurnFailed,
  TurnFinished,
  TurnStarted,
  TurnStop,
  TurnSubmit,
  toErrorData,
  toToolContent,
} from '@llmgine/contracts'
import type { DrivenInterface } from '../user-interface-harness.ts'

/** What an interface can do wrong. */
export type InterfaceFault =
  | 'shows a streamed answer twice'
  | 'shows answers only whole'
  | 'shows answers only in parts'
  | 'mixes streams'
  | 'mixes sessions'
  | 'hides why a call failed'
  | 'hides why a turn failed'
  | 'hides arguments'
  | 'falls over an unheard-of call'
  | 'does not ask forms'
  | 'loses reasons'
  | 'asks twice'
  | 'answers twice'
  | 'keeps settled questions'
  | 'lets anybody answer'
  | 'looks for no open questions'
  | 'gives up a question that was not answered'
  | 'drops inputs during a turn'
  | 'speaks for nobody'
  | 'cannot stop'
  | 'generates by itself'
  | 'leaks subscriptions'
  | 'never ends'
  | 'ends twice'

interface Session {
  readonly bus: Bus
  readonly sessionId: string
  readonly actor: Actor
  readonly fault: InterfaceFault | undefined
}

/** An interface that is a list of lines: as small as one can be, and right unless it is told to have a fault. */
export function attachPlain(
  bus: Bus,
  { sessionId, actor }: { readonly sessionId: string; readonly actor: Actor },
  fault?: InterfaceFault,
): DrivenInterface {
  const sender = { sessionId, actor: fault === 'speaks for nobody' ? undefined : actor }
  const session = { bus, sessionId, actor, fault }
  const display = showSession(session)
  const desk = askPerson(session, display)
  let ended = false
  let end = (): void => {}
  const closed = new Promise<void>((resolve) => {
    end = resolve
  })

  const close = async (): Promise<void> => {
    if (ended && fault === 'ends twice') throw new Error('It is closed already.')
    ended = true
    if (fault !== 'leaks subscriptions') for (const subscription of display.subscriptions) subscription.unsubscribe()
    if (fault !== 'never ends') end()
  }

  return {
    ui: { closed, close, [Symbol.asyncDispose]: close },
    async say(content) {
      if (display.isBusy() && fault === 'drops inputs during a turn') return
      if (fault === 'generates by itself') await bus.execute(ModelGenerate, { request: { messages: [] } }, sender)
      await bus.execute(TurnSubmit, { content }, sender).catch(display.showError)
    },
    async stop() {
      if (fault !== 'cannot stop') await bus.execute(TurnStop, undefined, sender)
    },
    answer: desk.answer,
    leave: close,
    screen: display.screen,
  }
}

type Display = ReturnType<typeof showSession>

function showSession({ bus, sessionId, fault }: Session) {
  const lines: string[] = []
  const live = new Map<string, string>()
  const started = new Set<string>()
  const subscriptions: { unsubscribe(): void }[] = []
  let busy = false
  const show = (...values: readonly unknown[]): void => void lines.push(values.map(flatten).join(' '))

  const on = <Payload>(event: EventDefinition<Payload>, handler: (payload: Payload, cause: string) => void): void => {
    const listener = (payload: Payload, { message }: { readonly message: Message }): void => {
      if (message.sessionId === sessionId || fault === 'mixes sessions') handler(payload, message.causationId ?? '')
    }
    subscriptions.push(bus.on<Payload>(event, listener))
  }
  const setBusy = (now: boolean): void => {
    busy = now
  }

  on(TurnStarted, () => setBusy(true))
  on(ModelDelta, (part, cause) => {
    if (part.type !== 'text-delta' || fault === 'shows answers only whole') return
    const key = fault === 'mixes streams' ? 'all' : cause
    live.set(key, (live.get(key) ?? '') + part.text)
  })
  on(ModelResponded, ({ response }, cause) => {
    if (fault === 'shows answers only in parts') return
    if (fault === 'shows a streamed answer twice' && live.has(cause)) show(live.get(cause))
    live.delete(cause)
    show(response.message.content)
  })
  on(ModelFellBack, ({ from, to }) => show(from, 'failed, asking', to))
  on(ToolStarted, ({ callId, name, input }) => {
    started.add(callId)
    show(name, fault === 'hides arguments' ? '' : input)
  })
  on(ToolProgressed, ({ callId, message }) => {
    if (fault === 'falls over an unheard-of call' && !started.has(callId)) throw new Error('No such call.')
    show(message)
  })
  on(ToolFinished, ({ name, outcome }) => show(name, fault === 'hides why a call failed' ? '' : toToolContent(outcome)))
  on(TurnFinished, ({ reply }) => {
    setBusy(false)
    show(reply !== undefined && 'text' in reply ? reply.text : '')
  })
  on(TurnFailed, ({ error }) => {
    setBusy(false)
    show(fault === 'hides why a turn failed' ? 'Something went wrong.' : error.message)
  })
  return {
    show,
    showError: (error: unknown): void => show(toErrorData(error, '').message),
    on,
    subscriptions,
    isBusy: () => busy,
    screen: () => [...lines, ...live.values()].join('\n'),
  }
}

function askPerson({ bus, sessionId, actor, fault }: Session, { show, showError, on }: Display) {
  const asked: Interaction[] = []
  const known = new Set<string>()

  const ask = (interaction: Interaction): void => {
    if (known.has(interaction.id) && fault !== 'asks twice') return
    known.add(interaction.id)
    if (interaction.kind === 'form' && fault === 'does not ask forms') return
    show(interaction)
    if (fault === 'lets anybody answer' || isEntitled(interaction.entitled, actor)) asked.push(interaction)
  }
  const settle = (id: string, how: string): void => {
    show(how)
    const at = asked.findIndex((one) => one.id === id)
    if (at >= 0 && fault !== 'keeps settled questions') asked.splice(at, 1)
  }

  on(InteractionRequested, ({ interaction }) => ask(interaction))
  on(InteractionAnswered, ({ interactionId, by }) => settle(interactionId, `Answered by ${by?.name}`))
  on(InteractionExpired, ({ interactionId }) => settle(interactionId, 'Expired'))
  if (fault !== 'looks for no open questions') {
    bus
      .execute(SessionRead, undefined, { sessionId, actor })
      .then(({ waitingFor }) => waitingFor.forEach(ask), showError)
  }

  return {
    async answer(given: InteractionReply): Promise<void> {
      const [interaction] = fault === 'answers twice' ? asked : asked.splice(0, 1)
      if (interaction === undefined) return
      const isBare = fault === 'loses reasons' && given.kind === 'approve' && !given.approved
      const reply = isBare ? ({ kind: 'approve', approved: false } as const) : given
      const payload = { interactionId: interaction.id, reply }
      await bus.execute(InteractionAnswer, payload, { sessionId, actor }).catch((error: unknown) => {
        showError(error)
        const isFinal = isLlmgineError(error, 'interaction.already_answered')
        if (!isFinal && fault !== 'gives up a question that was not answered') asked.unshift(interaction)
      })
    },
  }
}

/** Every word of a value, as somebody would see it. */
function flatten(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  return Object.values(value).map(flatten).join(' ')
}
