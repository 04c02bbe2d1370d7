import type { TerminalReport } from '../terminal.ts'

/** Which turns of a session run, and how those begun from here ended. */
export interface Turns {
  /** Sends an input, and resolves when the turn it begins is over. Rejects when it was not taken. @param onStart Its turn has come. */
  run(submit: Submit, onStart?: () => void): Promise<void>
  started(turnId: string): void
  ended(turnId: string, end: { readonly failed: boolean }): void
  /** The turn that runs counts as failed, however it ends: it needed something nobody was there to give. */
  spoil(): void
  /** A turn was running before anybody looked. */
  found(): void
  /** No turn was running after all. Calls back when one that is on its way begins; at once when it just did. */
  foundNone(onStart: () => void): void
  /** Whether any turn is about to begin, runs, or waits for a person. */
  readonly active: boolean
  readonly report: TerminalReport
}

/** Sends an input. */
export type Submit = () => Promise<{ readonly turnId: string }>

/** Ends may be told before `turn.submit` has answered; those are kept until every `submit` has. */
export function createTurns(): Turns {
  const running = new Set<string>()
  /** Sent from here, and not begun yet. */
  const starting = new Map<string, (() => void) | undefined>()
  const endedEarly = new Map<string, boolean>()
  const ending = new Map<string, (failed: boolean) => void>()
  let submitting = 0
  let spoiled = false
  let onNextStart: (() => void) | undefined
  let turns = 0
  let failed = 0

  const count = (hasFailed: boolean): void => {
    turns += 1
    if (hasFailed) failed += 1
  }
  const isActive = (): boolean => running.size + starting.size + submitting > 0

  return {
    async run(submit, onStart) {
      submitting += 1
      let turnId: string
      try {
        turnId = (await submit()).turnId
      } catch (error) {
        count(true)
        throw error
      } finally {
        submitting -= 1
      }
      // Without a pause from here on: what is told now finds who waits for it.
      const early = endedEarly.get(turnId)
      if (submitting === 0) endedEarly.clear()
      if (early !== undefined || running.has(turnId)) onStart?.()
      else starting.set(turnId, onStart)
      count(early ?? (await new Promise<boolean>((resolve) => ending.set(turnId, resolve))))
    },
    started(turnId) {
      running.add(turnId)
      starting.get(turnId)?.()
      starting.delete(turnId)
      onNextStart?.()
      onNextStart = undefined
    },
    ended(turnId, end) {
      const hasFailed = end.failed || spoiled
      spoiled = false
      for (const id of [turnId, foundRunning]) running.delete(id)
      starting.delete(turnId)
      const resolve = ending.get(turnId)
      ending.delete(turnId)
      if (resolve !== undefined) resolve(hasFailed)
      else if (submitting > 0) endedEarly.set(turnId, hasFailed)
      if (!isActive()) onNextStart = undefined
    },
    spoil() {
      spoiled = true
    },
    found: () => void running.add(foundRunning),
    foundNone(onStart) {
      running.delete(foundRunning)
      if (running.size > 0) onStart()
      else if (isActive()) onNextStart = onStart
    },
    get active() {
      return isActive()
    },
    get report() {
      return { turns, failed }
    },
  }
}

/** Stands for the turn of a session that was found running: it is not told which one. */
const foundRunning = ''
