import type { Paint, Span } from './paint.ts'

/** Collects what is to be written to a terminal. */
export interface Pen {
  put(span: Span): void
  /** A control sequence. */
  control(sequence: string): void
  /** All that was collected since the last time. */
  take(): string
}

/** Joins neighbours of one look, so that they are painted once. */
export function createPen(paint: Paint): Pen {
  let written = ''
  let run: Span | undefined

  const flush = (): void => {
    if (run !== undefined) written += paint(run.look, run.text)
    run = undefined
  }

  return {
    put(span) {
      if (run?.look !== span.look) flush()
      run = { look: span.look, text: (run?.text ?? '') + span.text }
    },
    control(sequence) {
      flush()
      written += sequence
    },
    take() {
      flush()
      const all = written
      written = ''
      return all
    },
  }
}
