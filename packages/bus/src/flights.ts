import type { Run } from './run.ts'

/** The runs that are on their way: a linked list, because every message that takes time is added and removed once. */
export class Flights {
  size = 0
  #newest: Run | undefined

  add(run: Run): void {
    run.older = this.#newest
    if (run.older !== undefined) run.older.newer = run
    this.#newest = run
    this.size += 1
  }

  delete(run: Run): void {
    const { older, newer } = run
    if (newer === undefined) this.#newest = older
    else newer.older = older
    if (older !== undefined) older.newer = newer
    run.older = undefined
    run.newer = undefined
    this.size -= 1
  }

  *[Symbol.iterator](): Generator<Run> {
    for (let run = this.#newest; run !== undefined; run = run.older) yield run
  }
}
