import {
  type Bus,
  type EventDefinition,
  InteractionAnswered,
  type InteractionAnsweredPayload,
  InteractionExpired,
  InteractionRequested,
  isLlmgineError,
  type Message,
  ModelDelta,
  ModelFellBack,
  ModelResponded,
  SessionRead,
  ToolFinished,
  ToolProgressed,
  ToolStarted,
  TurnFailed,
  TurnFinished,
  TurnHalted,
  TurnStarted,
} from '@llmgine/contracts'
import { createAnswerView } from './create-answer-view.ts'
import { createToolView } from './create-tool-view.ts'
import type { Turns } from './create-turns.ts'
import { formatReason, formatTurn } from './format-turn.ts'
import type { Questions } from './questions.ts'
import type { Send } from './send.ts'
import type { Surface } from './surface.ts'

/** What is shown where. */
export interface FollowOptions {
  readonly sessionId: string
  readonly surface: Surface
  readonly turns: Turns
  readonly questions: Questions
  /** Ends the following. */
  readonly signal: AbortSignal
}

/** Shows all that happens in a session, from now on. */
export function followSession(bus: Bus, options: FollowOptions): void {
  const { sessionId, surface, turns, questions, signal } = options
  const answers = createAnswerView(surface)
  const tools = createToolView(surface)

  function on<Payload>(
    event: EventDefinition<Payload>,
    show: (payload: Payload, message: Message<Payload>) => void,
  ): void {
    bus.on<Payload>(event, (payload, { message }) => show(payload, message), {
      signal,
      filter: (message) => message.sessionId === sessionId,
    })
  }
  const showStatus = (): void => surface.status(turns.active ? (tools.status ?? 'thinking') : undefined)
  const endTurn = (message: Message, turnId: string, failed: boolean): void => {
    tools.end()
    turns.ended(turnId, { failed })
    questions.turnEnded(message.correlationId)
    surface.status(undefined)
    showStatus()
  }

  on(TurnStarted, ({ turnId }) => {
    turns.started(turnId)
    showStatus()
  })
  on(ModelDelta, (part, message) => answers.part(requestOf(message), part))
  on(ModelResponded, ({ response }, message) => answers.whole(requestOf(message), response))
  on(ModelFellBack, ({ from, to, error }, message) => {
    answers.restart(requestOf(message))
    surface.tell('quiet', `${from} failed (${error.message}); asking ${to}.`)
  })
  on(ToolStarted, (payload) => {
    tools.started(payload)
    showStatus()
  })
  on(ToolProgressed, (payload) => {
    tools.progressed(payload)
    showStatus()
  })
  on(ToolFinished, (payload) => {
    tools.finished(payload)
    showStatus()
  })
  on(InteractionRequested, ({ interaction }, { correlationId }) => questions.requested(interaction, correlationId))
  on(InteractionAnswered, (payload) => questions.settled(payload.interactionId, describeAnswer(payload)))
  on(InteractionExpired, ({ interactionId }) => questions.settled(interactionId, 'The question has expired.'))
  on(TurnHalted, () => surface.status(undefined))
  on(TurnFinished, (payload, message) => {
    answers.end()
    if (payload.reply !== undefined && 'text' in payload.reply) {
      surface.say(payload.reply.text)
      surface.endMessage()
    }
    const reason = formatReason(payload.reason)
    if (reason !== undefined) surface.tell('ask', reason)
    surface.tell('quiet', `  ${formatTurn(payload)}`)
    endTurn(message, payload.turnId, false)
  })
  on(TurnFailed, ({ turnId, error }, message) => {
    answers.end()
    surface.tell('bad', `The turn failed: ${error.message} (${error.code})`)
    endTurn(message, turnId, true)
  })
}

/** Takes up what a session was at before anybody looked: a turn that runs, questions that are open. */
export async function takeUpSession(send: Send, { surface, turns, questions }: FollowOptions): Promise<void> {
  try {
    const view = await send(SessionRead, undefined)
    if (view.mark !== 'idle') turns.found()
    for (const interaction of view.waitingFor) questions.requested(interaction)
    if (view.mark === 'running') surface.status('thinking')
  } catch (error) {
    // A bus without an engine has no sessions to read, but tools that ask.
    if (!isLlmgineError(error, 'bus.no_handler')) throw error
  }
}

/** Parts and whole of an answer are caused by the one request for it. */
function requestOf(message: Message): string {
  return message.causationId ?? message.correlationId
}

function describeAnswer({ reply, by }: InteractionAnsweredPayload): string {
  const who = by?.name ?? by?.id
  const byWhom = who === undefined ? '' : ` by ${who}`
  if (reply.kind !== 'approve') return `Answered${byWhom}.`
  return reply.approved ? `Approved${byWhom}.` : `Refused${byWhom}.`
}
