/** Something counted under names that come from outside. */
export interface Tally<Count> {
  of(name: string): Count
  entries(): readonly (readonly [name: string, count: Count])[]
}

/** So many names are told apart; names beyond them share one. A model may call tools by any name it likes. */
const mostNames = 200

/** Counts that are made when their name is first met. */
export function createTally<Count>(make: () => Count): Tally<Count> {
  const counts = new Map<string, Count>()
  return {
    of(name) {
      const key = counts.has(name) || counts.size < mostNames ? name : '(other)'
      const count = counts.get(key) ?? make()
      counts.set(key, count)
      return count
    },
    entries: () => [...counts],
  }
}
