import { systemClock, TurnStop } from '@llmgine/contracts'
import type { AttachContext } from './attach-context.ts'
import { askPerson } from './conversation/ask-person.ts'
import { followSession, takeUpSession } from './conversation/follow-session.ts'
import { tellError } from './conversation/tell-error.ts'
import { createLiveSurface } from './display/create-live-surface.ts'
import { createDesk } from './input/create-desk.ts'
import { createLineRouter } from './input/create-line-router.ts'
import { createOutbox } from './input/create-outbox.ts'
import { describeCommands } from './input/run-command.ts'
import type { TerminalCommand } from './terminal-command.ts'

/** Attaches a terminal somebody sits at. */
export function attachInteractive(context: AttachContext): void {
  const { bus, options, send, turns, signal, leave } = context
  const { sessionId, actor, answer, input, output, history = [], clock = systemClock, colors = true } = options
  let leavesWhenDone = false

  const surface = createLiveSurface({ output, colors, clock, input: () => desk.input })
  const onChange = (): void => {
    desk.turnTo(questions.asking)
    // The input has ended: nobody can answer any more.
    if (leavesWhenDone && questions.asking !== undefined) leave()
  }
  const questions = askPerson({ surface, send, actor, answer, onChange })
  const onDone = (): void => {
    if (!turns.active) surface.status(undefined)
    if (leavesWhenDone && !turns.active) leave()
  }
  const outbox = createOutbox({ surface, send, turns, onDone })
  const commands: readonly TerminalCommand[] = [
    { name: 'help', description: 'Lists the commands.', run: () => describeCommands(commands) },
    { name: 'quit', description: 'Leaves.', run: () => void leave() },
    ...(options.commands ?? []),
  ]

  const stop = async (isFirst = true): Promise<void> => {
    surface.status('stopping')
    try {
      const { stopped } = await send(TurnStop, undefined)
      // The input may have been on its way still: what begins now was to be stopped.
      if (!stopped && isFirst) turns.foundNone(() => void stop(false))
    } catch (error) {
      tellError(surface, error)
    }
    if (!turns.active) surface.status(undefined)
  }
  const onEnd = (): void => {
    leavesWhenDone = turns.active && questions.asking === undefined
    if (!leavesWhenDone) leave()
  }

  const echo = (text: string): void => surface.tell('user', desk.prompt + text)
  const lines = createLineRouter({ surface, questions, commands, signal, echo, submit: outbox.submit })
  const desk = createDesk({ input, history, surface, turns, lines, waiting: () => outbox.waiting, stop, leave, onEnd })

  const following = { sessionId, surface, turns, questions, signal }
  output.on('resize', surface.resized)
  output.write(pasteOn)
  signal.addEventListener('abort', () => {
    output.off('resize', surface.resized)
    desk.close()
    surface.close()
    output.write(pasteOff)
  })
  followSession(bus, following)
  takeUpSession(send, following).catch((error: unknown) => tellError(surface, error))
  surface.refresh()
}

/** Bracketed paste: the terminal marks where pasted text begins and ends. */
const pasteOn = '\u001b[?2004h'
const pasteOff = '\u001b[?2004l'
