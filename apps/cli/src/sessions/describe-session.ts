import { type EventLog, isMessage, type SessionSummary, TurnSubmit, type TurnSubmitPayload } from '@llmgine/contracts'
import { toLine } from '../to-line.ts'

/** A conversation as the list shows it. */
export interface SessionDescription {
  readonly id: string
  readonly mark: SessionSummary['mark']
  /** Milliseconds since the Unix epoch: when it was last written to. */
  readonly updatedAt: number
  /** How many inputs it got. */
  readonly turns: number
  /** How the first of them begins, on one line. */
  readonly firstWords: string
}

const mostCharacters = 60

/** Reads from the log what the list shows of a session. */
export async function describeSession(log: EventLog, summary: SessionSummary): Promise<SessionDescription> {
  let turns = 0
  let firstWords = ''
  for await (const { message } of log.read(summary.id, { types: [TurnSubmit.type] })) {
    if (turns++ === 0 && isMessage(TurnSubmit, message)) firstWords = toLine(toText(message.payload), mostCharacters)
  }
  return { id: summary.id, mark: summary.mark, updatedAt: summary.updatedAt, turns, firstWords }
}

/** The conversations there are, the latest first. */
export async function* describeSessions(log: EventLog): AsyncGenerator<SessionDescription, void, undefined> {
  let cursor: string | undefined
  do {
    const page = await log.sessions({ cursor })
    for (const summary of page.items) yield describeSession(log, summary)
    cursor = page.next
  } while (cursor !== undefined)
}

/** One conversation, or `undefined` when there is none of that id. */
export async function findSession(log: EventLog, id: string): Promise<SessionDescription | undefined> {
  for await (const session of describeSessions(log)) if (session.id === id) return session
  return undefined
}

function toText({ content }: TurnSubmitPayload): string {
  if (typeof content === 'string') return content
  return content.map((part) => (part.type === 'text' ? part.text : `[${part.type}]`)).join(' ')
}
