import type { Bus } from '@llmgine/contracts'
import { attachInteractive } from './attach-interactive.ts'
import { attachLines } from './attach-lines.ts'
import { createTurns } from './conversation/create-turns.ts'
import { createSend } from './conversation/send.ts'
import type { Terminal } from './terminal.ts'
import type { TerminalOptions } from './terminal-options.ts'

/**
 * Puts a terminal in front of a session of a bus: shows what happens in it, and sends what is typed. Without somebody at the terminal each line of
 * the input is a turn, answers alone go to `output`, and `closed` resolves when the last one is there. The streams stay open.
 *
 * @example
 * const terminal = attachTerminal(bus, { sessionId, input: process.stdin, output: process.stdout, error: process.stderr })
 * await terminal.closed
 * process.exitCode = terminal.report.failed > 0 ? 1 : 0
 */
export function attachTerminal(bus: Bus, options: TerminalOptions): Terminal {
  const { sessionId, actor, input, output, error = output } = options
  const { interactive = Boolean(input.isTTY && output.isTTY) } = options
  const controller = new AbortController()
  const { signal } = controller
  const turns = createTurns()
  const closed = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))

  let isBroken = false

  const leave = (): void => {
    if (signal.aborted) return
    controller.abort()
    // A stream that is broken breaks again at the next write; nobody must be surprised by it.
    if (!isBroken) for (const stream of streams) stream.off('error', onBroken)
  }
  /** A reader that went away, as `| head` does, ends the terminal; so does a window that was closed. */
  const onBroken = (): void => {
    isBroken = true
    leave()
  }
  const streams = new Set<NodeJS.EventEmitter>([input, output, error])
  for (const stream of streams) stream.on('error', onBroken)

  const send = createSend(bus, { sessionId, actor })
  const attach = interactive ? attachInteractive : attachLines
  attach({ bus, options, send, turns, signal, leave })

  const close = async (): Promise<void> => leave()
  return {
    closed,
    close,
    [Symbol.asyncDispose]: close,
    get report() {
      return turns.report
    },
  }
}
