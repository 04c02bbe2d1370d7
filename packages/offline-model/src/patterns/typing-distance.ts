/**
 * How many slips of the fingers (a letter more, less, other, or two swapped) lie between a word that was meant and one that was written:
 * 0, 1 or 2. `undefined` when it is more than a word of that length forgives: none below three letters, only a swap at three, one from
 * four, two from eight.
 */
export function typingDistance(meant: string, written: string): number | undefined {
  if (meant === written) return 0
  if (meant.length < 3) return undefined
  if (meant.length === 3) return isSwap(meant, written) ? 1 : undefined
  const allowed = meant.length < 8 ? 1 : 2
  if (Math.abs(meant.length - written.length) > allowed) return undefined
  const distance = editDistance(meant, written)
  return distance <= allowed ? distance : undefined
}

function isSwap(meant: string, written: string): boolean {
  const [a, b, c] = meant
  return written === `${b}${a}${c}` || written === `${a}${c}${b}`
}

/** Damerau's distance in its restricted form (optimal string alignment), by three rolling rows. */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let best = Math.min(at(above, column) + 1, at(current, column - 1) + 1, at(above, column - 1) + (same ? 0 : 1))
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, at(before, column - 2) + 1)
      }
      current.push(best)
    }
    before = above
    above = current
  }
  return at(above, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
