import type { Look, Span } from './paint.ts'

/**
 * Gives Markdown its looks while it streams: bold, headings, inline code, code blocks. It only adds looks and leaves every character where it
 * is, markers included, so that a wrong guess about text that has not come yet costs a look, never a word, and nothing is ever redrawn.
 */
export function createMarkdownStyler(): (text: string) => readonly Span[] {
  const state: State = { ...newLine, inBlock: false }
  return (text) => {
    const spans: { look: Look; text: string }[] = []
    for (const char of text) {
      const look = read(state, char)
      const last = spans.at(-1)
      if (last?.look === look) last.text += char
      else spans.push({ look, text: char })
    }
    return spans
  }
}

interface State {
  /** A code block has begun and not ended. */
  inBlock: boolean
  /** Only white space and markers so far. */
  atStart: boolean
  /** The run of equal markers that is being read. */
  run: { readonly marker: string; readonly length: number; readonly atStart: boolean } | undefined
  /** The line is a fence: what follows on it is the language's name. */
  isFence: boolean
  isHeading: boolean
  isStrong: boolean
  /** How many backticks opened the inline code, 0 outside of it. */
  codeTicks: number
}

const newLine = {
  atStart: true,
  run: undefined,
  isFence: false,
  isHeading: false,
  isStrong: false,
  codeTicks: 0,
} satisfies Omit<State, 'inBlock'>

function read(state: State, char: string): Look {
  const { run } = state
  const isMarker = char === '`' || char === '*' || char === '#'
  if (run !== undefined && run.marker !== char) endRun(state, run, char)
  if (char === '\n') {
    Object.assign(state, newLine)
    return 'plain'
  }
  if (isMarker) {
    const before = state.run
    state.run = { marker: char, length: (before?.length ?? 0) + 1, atStart: before?.atStart ?? state.atStart }
  }
  if (char !== ' ' && char !== '\t') state.atStart = false
  const isMark = state.inBlock ? char === '`' && state.run?.atStart : char === '`' || state.codeTicks === 0
  if (isMarker && isMark) return 'mark'
  return lookOf(state)
}

function endRun(state: State, run: NonNullable<State['run']>, next: string): void {
  state.run = undefined
  const { marker, length, atStart } = run
  if (marker === '`' && atStart && length >= 3) {
    state.isFence = true
    state.inBlock = !state.inBlock
  } else if (state.inBlock) return
  else if (marker === '`')
    state.codeTicks = state.codeTicks === 0 ? length : state.codeTicks === length ? 0 : state.codeTicks
  else if (state.codeTicks > 0) return
  else if (marker === '#') state.isHeading = atStart && next === ' '
  else if (length >= 2) state.isStrong = !state.isStrong && next !== ' '
}

function lookOf(state: State): Look {
  if (state.isFence) return 'mark'
  if (state.inBlock) return 'block'
  if (state.codeTicks > 0) return 'code'
  return state.isHeading || state.isStrong ? 'strong' : 'plain'
}
