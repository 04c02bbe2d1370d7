import { hash } from 'node:crypto'
import {
  type Actor,
  type Entitlement,
  type GateStage,
  type Interaction,
  InteractionRequested,
  isMessage,
  LlmgineError,
  type Message,
  toCanonicalJson,
} from '@llmgine/contracts'
import { type Candidate, toGateCall } from './candidate.ts'
import { createEvent } from './create-event.ts'
import { type Journal, questionKey } from './journal.ts'
import type { Passage } from './passage.ts'
import type { StageResult } from './stage.ts'

/** What every question of the gate has. */
interface QuestionBase {
  readonly id: string
  readonly askedBy: Actor | undefined
  readonly entitled: Entitlement
  readonly expiresAt: number | undefined
  readonly callId: string
}

/**
 * The beginning of a question. Its id is made of what it holds for: the call, the tool and its version, the input, the session and who
 * asked. So the same question has the same id after a restart, and where anything else is asked there is another.
 */
export function questionOf(
  candidate: Candidate,
  passage: Passage,
  { stage, binds }: { readonly stage: GateStage; readonly binds?: readonly unknown[] | undefined },
): QuestionBase {
  const { callId, sessionId, actor, world } = passage
  const { name, version } = candidate.tool
  const bound = [sessionId, name, version, candidate.digest(), actor?.id, ...(binds ?? [])]
  return {
    id: `${callId}/${stage}/${hash('sha256', toCanonicalJson(bound)).slice(0, 16)}`,
    askedBy: actor,
    entitled: world.entitled(toGateCall(candidate, passage)),
    expiresAt: expiryOf(passage),
    callId,
  }
}

/** When a question that is asked now expires. */
export function expiryOf({ world }: Passage): number | undefined {
  return world.expiresInMs === undefined ? undefined : world.clock.now() + world.expiresInMs
}

/** The question that stands under an id, when it has been asked. */
export async function findQuestion(journal: Journal, id: string): Promise<Interaction | undefined> {
  const message = await journal.find(questionKey(id))
  return message && interactionOf(message)
}

/** Writes a question to the log, then shows it. Answers with the one that stands: another gate may have asked it at the same time. */
export async function askPerson(passage: Passage, journal: Journal, interaction: Interaction): Promise<Interaction> {
  const { request, callId, world } = passage
  const call = world.carriesCalls ? { ...request, callId } : undefined
  const message = createEvent(passage, InteractionRequested, { interaction, call })
  const standing = await journal.write(message, questionKey(interaction.id))
  if (standing.id === message.id) passage.tell(message)
  return interactionOf(standing)
}

/** The call ends here until the question is answered. */
export function waitFor(interaction: Interaction): StageResult {
  const outcome = { status: 'waiting', interactionId: interaction.id, interaction } as const
  return { result: 'asked', note: interaction.title, outcome }
}

function interactionOf(message: Message): Interaction {
  if (isMessage(InteractionRequested, message)) return message.payload.interaction
  throw new LlmgineError('tool.bad_record', `A question was expected in the log, not "${message.type}".`, {
    details: { messageId: message.id },
  })
}
