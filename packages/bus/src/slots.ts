import type { Message } from '@llmgine/contracts'

/** A message that holds slots, and the lanes in which what it caused waits. */
export interface Hold {
  readonly id: string
  count: number
  readonly waitsIn: SlotHolders[]
}

/** So many at once: who holds the slots. */
export interface SlotHolders {
  readonly holders: Hold[]
}

/**
 * Who holds a slot, who waits for one and who caused whom, over all limits of a bus: what it takes to see that a wait would never end,
 * because the one that holds the slot waits, at whatever depth, for the message that asks for it.
 */
export class Slots {
  readonly #holds = new Map<string, Hold>()
  readonly #causes = new Map<string, string>()

  /** Remembers what caused a message while it is under way; nothing while nobody holds a slot, because no chain can lead to one. */
  begin(message: Message): void {
    if (this.#holds.size > 0 && message.causationId !== undefined) this.#causes.set(message.id, message.causationId)
  }

  end(message: Message): void {
    if (this.#causes.size > 0) this.#causes.delete(message.id)
  }

  take(message: Message, lane: SlotHolders): Hold {
    const hold = this.#holds.get(message.id) ?? { id: message.id, count: 0, waitsIn: [] }
    if (hold.count === 0) this.#holds.set(hold.id, hold)
    hold.count += 1
    lane.holders.push(hold)
    return hold
  }

  free(hold: Hold, lane: SlotHolders): void {
    removeOne(lane.holders, hold)
    hold.count -= 1
    if (hold.count === 0) this.#holds.delete(hold.id)
  }

  /** Notes that a message waits in a lane; the answer takes the note back. */
  wait(message: Message, lane: SlotHolders): () => void {
    const above = this.#above(message)
    for (const hold of above) hold.waitsIn.push(lane)
    return () => {
      for (const hold of above.splice(0)) removeOne(hold.waitsIn, lane)
    }
  }

  /** Whether a slot of the lane is held by what caused the message, or by what waits for that: then it must run at once. */
  wouldNeverEnd(message: Message, lane: SlotHolders): boolean {
    const above = this.#above(message)
    if (above.length === 0) return false
    const lanes = [lane]
    for (const each of lanes) {
      for (const holder of each.holders) {
        if (above.includes(holder)) return true
        for (const next of holder.waitsIn) if (!lanes.includes(next)) lanes.push(next)
      }
    }
    return false
  }

  /** The holds of the message itself and of what caused it, at every depth. Rubbish ids that form a ring end it. */
  #above(message: Message): Hold[] {
    const found: Hold[] = []
    const seen = new Set<string>()
    let id: string | undefined = message.id
    let cause = message.causationId
    while (id !== undefined && !seen.has(id)) {
      seen.add(id)
      const hold = this.#holds.get(id)
      if (hold !== undefined) found.push(hold)
      id = cause
      cause = id === undefined ? undefined : this.#causes.get(id)
    }
    return found
  }
}

function removeOne<Item>(list: Item[], item: Item): void {
  const at = list.indexOf(item)
  if (at !== -1) list.splice(at, 1)
}
