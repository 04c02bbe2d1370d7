import type { Surface } from '../conversation/surface.ts'
import type { TerminalOutput } from '../terminal-options.ts'
import { toPrintable } from './to-printable.ts'

/** Shows a conversation on two streams, until the signal aborts: what the model says on one, everything else on the other, line by line. */
export function createPlainSurface(output: TerminalOutput, error: TerminalOutput, signal: AbortSignal): Surface {
  let midLine = false

  const endMessage = (): void => {
    if (midLine) output.write('\n')
    midLine = false
  }

  return {
    say(text) {
      const printable = toPrintable(text)
      if (printable === '' || signal.aborted) return
      output.write(printable)
      midLine = !printable.endsWith('\n')
    },
    endMessage,
    tell(_look, text) {
      if (signal.aborted) return
      if (output === error) endMessage()
      error.write(`${toPrintable(text)}\n`)
    },
    status() {},
  }
}
