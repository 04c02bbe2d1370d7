import { type EventLog, LlmgineError } from '@llmgine/contracts'

/** How a call of a log goes wrong: it fails or never answers, before or after it took effect. */
export type Fault = 'fails before' | 'fails after' | 'hangs before' | 'hangs after'

export interface FaultyLog {
  readonly log: EventLog
  /** Resolves when the fault has happened. */
  readonly struck: Promise<void>
  /** How many calls there were. */
  readonly calls: number
}

/** A log whose n-th call (counted from 1, reading and listing included) goes wrong; from then on, one that hangs never answers again. */
export function createFaultyLog(log: EventLog, at: number, fault: Fault): FaultyLog {
  let calls = 0
  let hangs = false
  const struck = Promise.withResolvers<void>()

  const call = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (hangs) return new Promise(() => {})
    calls += 1
    if (calls !== at) return work()
    if (fault.endsWith('after')) await work()
    hangs = fault.startsWith('hangs')
    struck.resolve()
    if (hangs) return new Promise(() => {})
    throw new LlmgineError('store.down', 'The disk is on fire.')
  }

  return {
    struck: struck.promise,
    get calls() {
      return calls
    },
    log: {
      append: (sessionId, records) => call(() => log.append(sessionId, records)),
      find: (sessionId, onceKey) => call(() => log.find(sessionId, onceKey)),
      sessions: (options) => call(() => log.sessions(options)),
      fork: (sessionId, options) => call(() => log.fork(sessionId, options)),
      forget: (sessionId) => call(() => log.forget(sessionId)),
      async *read(sessionId, options) {
        yield* await call(() => Array.fromAsync(log.read(sessionId, options)))
      },
    },
  }
}
