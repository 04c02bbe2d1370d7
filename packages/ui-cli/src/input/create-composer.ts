/** Puts an input together from the lines that are typed. */
export interface Composer {
  /** Takes a line; answers with the whole input when it is complete. A line that was pasted never completes one. */
  add(line: string, pasted: boolean): string | undefined
  /** The lines so far of an input that has begun; none when none has. */
  readonly lines: readonly string[]
  clear(): void
}

/**
 * An input is one line, unless the line ends with a backslash, or `"""` opens a block that ends with another `"""`, or the lines were pasted.
 * Two backslashes at the end stand for one.
 */
export function createComposer(): Composer {
  let lines: string[] = []
  let inBlock = false

  const complete = (): string => {
    const text = lines.join('\n')
    lines = []
    inBlock = false
    return text
  }

  const addToBlock = (line: string): string | undefined => {
    const end = line.indexOf(quotes)
    if (end === -1) {
      lines.push(line)
      return undefined
    }
    if (line.slice(0, end) !== '') lines.push(line.slice(0, end))
    return complete()
  }

  return {
    add(line, pasted) {
      if (inBlock) return addToBlock(line)
      const trimmed = line.trimStart()
      if (lines.length === 0 && trimmed.startsWith(quotes)) {
        inBlock = true
        const rest = trimmed.slice(quotes.length)
        return rest === '' ? undefined : addToBlock(rest)
      }
      const slashes = /\\*$/.exec(line)?.[0].length ?? 0
      const goesOn = slashes % 2 === 1 && !pasted
      lines.push(pasted || slashes === 0 ? line : line.slice(0, -1))
      return goesOn || pasted ? undefined : complete()
    },
    get lines() {
      return inBlock ? [quotes, ...lines] : lines
    },
    clear() {
      complete()
    },
  }
}

const quotes = '"""'
