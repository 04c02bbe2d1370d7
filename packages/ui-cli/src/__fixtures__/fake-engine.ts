import {
  type Bus,
  createMessage,
  type EventDefinition,
  type Interaction,
  InteractionAnswer,
  type InteractionReply,
  InteractionRequested,
  type Message,
  ModelDelta,
  ModelGenerate,
  ModelResponded,
  type ModelResponse,
  TurnFailed,
  TurnFinished,
  TurnStarted,
  TurnStop,
  TurnSubmit,
} from '@llmgine/contracts'

/** Something that answers turns one after another, as a test tells it to. */
export interface FakeEngine {
  readonly inputs: readonly string[]
  readonly answers: readonly { readonly interactionId: string; readonly reply: InteractionReply }[]
  readonly stops: number
}

/** What a turn can do. */
export interface FakeTurn {
  readonly input: string
  readonly turnId: string
  /** Aborts when the turn is stopped. */
  readonly signal: AbortSignal
  tell<Payload>(event: EventDefinition<Payload>, payload: NoInfer<Payload>): Promise<void>
  /** Streams these parts as one answer. */
  say(...parts: readonly string[]): Promise<void>
  /** Asks and waits for the answer. */
  ask(interaction: Interaction): Promise<InteractionReply>
}

export const sessionId = 'session-1'

/** Serves a session with turns of a test's making. A turn that throws has failed. */
export function serveFakeEngine(bus: Bus, takeTurn: (turn: FakeTurn) => unknown): FakeEngine {
  const inputs: string[] = []
  const answers: { interactionId: string; reply: InteractionReply }[] = []
  const waiting = new Map<string, (reply: InteractionReply) => void>()
  let stops = 0
  let running: AbortController | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let requests = 0

  const run = async (message: Message, input: string): Promise<void> => {
    running = new AbortController()
    const { signal } = running
    const sender = bus.as(message)
    const tell: FakeTurn['tell'] = (event, payload) => sender.publish(event, payload)
    const say = async (...parts: readonly string[]): Promise<void> => {
      requests += 1
      const request = createMessage(
        ModelGenerate,
        { request: { messages: [] } },
        { cause: message, id: `request-${requests}` },
      )
      const asRequest = bus.as(request)
      for (const text of parts) await asRequest.publish(ModelDelta, { type: 'text-delta', text })
      const response = toResponse(request.id, parts.join(''))
      await asRequest.publish(ModelDelta, { type: 'end', finishReason: 'stop', response })
      await asRequest.publish(ModelResponded, { route: 'default', response })
    }
    const ask = async (interaction: Interaction): Promise<InteractionReply> => {
      const reply = new Promise<InteractionReply>((resolve) => waiting.set(interaction.id, resolve))
      await tell(InteractionRequested, { interaction })
      return reply
    }
    const turnId = message.id
    await tell(TurnStarted, { turnId })
    try {
      await takeTurn({ input, turnId, signal, tell, say, ask })
      const reason = signal.aborted ? 'stopped' : 'answered'
      await tell(TurnFinished, { turnId, reason, usage: { inputTokens: 1_234, outputTokens: 56 }, durationMs: 2_345 })
    } catch (error) {
      await tell(TurnFailed, { turnId, error: { code: 'test.failed', message: String(error) } })
    }
    running = undefined
  }

  bus.handle(TurnSubmit, ({ content }, { message }) => {
    inputs.push(String(content))
    queue = queue.then(() => run(message, String(content)))
    return { turnId: message.id }
  })
  bus.handle(TurnStop, () => {
    stops += 1
    running?.abort()
    return { stopped: running !== undefined }
  })
  bus.handle(InteractionAnswer, (answer) => {
    answers.push(answer)
    waiting.get(answer.interactionId)?.(answer.reply)
  })
  return {
    inputs,
    answers,
    get stops() {
      return stops
    },
  }
}

/** A promise that resolves when the turn is stopped. */
export function untilStopped({ signal }: FakeTurn): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve())
  })
}

function toResponse(id: string, content: string): ModelResponse {
  return {
    id,
    message: { role: 'assistant', content },
    finishReason: 'stop',
    model: 'fake',
    usage: { inputTokens: 1, outputTokens: 1 },
    attempts: 1,
    timing: { totalMs: 1 },
  }
}
