import type { TerminalReport } from '../terminal.ts'

/** Which turns of a session run, and how those begun from here ended. */
export interface Turns {
  /** Begins a turn and resolves at its end. Rejects when it could not begin. */
  run(submit: () => Promise<{ readonly turnId: string }>): Promise<void>
  started(turnId: string): void
  ended(turnId: string, end: { readonly failed: boolean }): void
  /** The turn that runs counts as failed, however it ends: it needed something nobody was there to give. */
  spoil(): void
  /** A turn was running before anybody looked. */
  found(): void
  /** No turn runs, whatever it looked like. */
  none(): void
  /** Whether any turn is about to begin, runs, or waits for a person. */
  readonly active: boolean
  readonly report: TerminalReport
}

/** Ends may be told before `turn.submit` has answered; those are kept until every `submit` has. */
export function createTurns(): Turns {
  const running = new Set<string>()
  const endedEarly = new Map<string, boolean>()
  const waiting = new Map<string, (failed: boolean) => void>()
  let submitting = 0
  let spoiled = false
  let turns = 0
  let failed = 0

  const count = (hasFailed: boolean): void => {
    turns += 1
    if (hasFailed) failed += 1
  }
  const submitNow = async (submit: () => Promise<{ readonly turnId: string }>): Promise<string> => {
    submitting += 1
    try {
      return (await submit()).turnId
    } catch (error) {
      count(true)
      throw error
    } finally {
      submitting -= 1
    }
  }

  return {
    async run(submit) {
      const turnId = await submitNow(submit)
      const early = endedEarly.get(turnId)
      if (submitting === 0) endedEarly.clear()
      if (early !== undefined) return count(early)
      running.add(turnId)
      count(await new Promise<boolean>((resolve) => waiting.set(turnId, resolve)))
    },
    started: (turnId) => void running.add(turnId),
    ended(turnId, end) {
      const hasFailed = end.failed || spoiled
      spoiled = false
      running.delete(turnId)
      running.delete(foundRunning)
      const resolve = waiting.get(turnId)
      waiting.delete(turnId)
      if (resolve !== undefined) resolve(hasFailed)
      else if (submitting > 0) endedEarly.set(turnId, hasFailed)
    },
    spoil() {
      spoiled = true
    },
    found: () => void running.add(foundRunning),
    none: () => running.clear(),
    get active() {
      return running.size + submitting > 0
    },
    get report() {
      return { turns, failed }
    },
  }
}

/** Stands for the turn of a session that was found running: it is not told which one. */
const foundRunning = ''
