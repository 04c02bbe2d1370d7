import {
  InteractionAnswered,
  InteractionExpired,
  InteractionRequested,
  type Message,
  ModelDelta,
  ModelFellBack,
  ModelRequested,
  ModelResponded,
  StepFinished,
  ToolFinished,
  ToolProgressed,
  ToolStarted,
  TurnFinished,
} from '@llmgine/contracts'
import { fieldsOf } from './fields-of.ts'
import { type RedactOptions, redact } from './redact.ts'

/** What a line says of a message: facts for programs, a few words for people. */
export interface Summary {
  readonly facts: Readonly<Record<string, unknown>>
  readonly text: string
}

/**
 * Of the messages of the catalogue, the fields that a line has (`name=path` where the path's last part does not say enough): numbers,
 * names and ids, but nothing of what people and models say to each other. Those before the bar are said in the text too.
 */
const fields: Readonly<Record<string, string>> = {
  [ModelRequested.type]: 'route | digest manifest.tokens manifest.shown manifest.dropped',
  [ModelDelta.type]: 'part=type',
  [ModelResponded.type]:
    'response.model response.finishReason | route response.usage.inputTokens response.usage.outputTokens costUsd=response.cost.usd response.timing.firstTokenMs response.timing.totalMs response.attempts',
  [ModelFellBack.type]: 'from to | route error',
  [ToolStarted.type]: 'name | callId effects version',
  [ToolProgressed.type]: 'callId fraction',
  [ToolFinished.type]: 'name outcome.status | callId durationMs outcome.error',
  [StepFinished.type]: 'action | sequence turnId next durationMs',
  [InteractionRequested.type]: 'interaction.kind | interactionId=interaction.id interaction.callId',
  [InteractionAnswered.type]: 'reply.kind | interactionId',
  [InteractionExpired.type]: 'interactionId',
  [TurnFinished.type]: 'reason | turnId usage.inputTokens usage.outputTokens costUsd=cost.usd durationMs',
}

/** Of any other message, the payload is shown as far as a line has room for it. */
const room = { maxDepth: 3, maxValues: 40, maxCharacters: 200 }

/** Sums a message up without secrets, in bounded size. */
export function summarize(message: Message, options: Pick<RedactOptions, 'secrets'> = {}): Summary {
  const { type, payload } = message
  const [said = '', kept = ''] = Object.hasOwn(fields, type) ? (fields[type] ?? '').split('|') : []
  const saidFields = pick(payload, said)
  const facts = said === '' ? { payload } : { ...saidFields, ...pick(payload, kept) }
  // `redact` makes an object of an object.
  const safe = redact(facts, { ...room, ...options }) as Summary['facts']
  const words = Object.keys(saidFields).map((name) => String(safe[name]))
  return { facts: safe, text: [type, ...words].join(' ') }
}

/** The values at paths, each under its name. What is not there is left out. */
function pick(payload: unknown, paths: string): Record<string, unknown> {
  const found = paths
    .split(' ')
    .filter((path) => path !== '')
    .map((field) => {
      const [path = '', alias] = field.split('=').toReversed()
      const names = path.split('.')
      const value = names.reduce<unknown>((inner, name) => fieldsOf(inner)[name], payload)
      return [alias ?? names.at(-1) ?? path, value] as const
    })
  return Object.fromEntries(found.filter(([, value]) => value !== undefined))
}
