import { type AppendOptions, type EventLog, isLlmgineError, type Message } from '@llmgine/contracts'

/** One session's log, as the gate uses it: every record stands under a key, and one record only. */
export interface Journal {
  find(key: string): Promise<Message | undefined>
  /**
   * Writes a message under a key and answers with the one that stands there: this one, or another that was there before.
   * Whatever else the log refuses rises: what is not written must not happen.
   *
   * @param options.lazily For what nobody acts on before it is kept: it shares the commit of what is written next.
   */
  write(message: Message, key: string, options?: AppendOptions): Promise<Message>
}

export function createJournal(log: EventLog, sessionId: string): Journal {
  const find = async (key: string): Promise<Message | undefined> => (await log.find(sessionId, key))?.message
  return {
    find,
    async write(message, key, options) {
      try {
        await log.append(sessionId, [{ message, onceKey: key }], options)
        return message
      } catch (error) {
        const standing = isLlmgineError(error, 'log.conflict') ? await find(key) : undefined
        if (standing === undefined) throw error
        return standing
      }
    },
  }
}

/** The keys of a call's records. */
export function startedKey(callId: string, attempt: number): string {
  return attempt === 1 ? `call:${callId}:started` : `call:${callId}:started:${attempt}`
}

export function finishedKey(callId: string): string {
  return `call:${callId}:finished`
}

/** The key of a question, and of what became of it. */
export function questionKey(interactionId: string): string {
  return `interaction:${interactionId}`
}

export function answerKey(interactionId: string): string {
  return `answer:${interactionId}`
}
