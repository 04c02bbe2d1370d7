import { systemClock, TurnStop, TurnSubmit } from '@llmgine/contracts'
import type { AttachContext } from './attach-context.ts'
import { askPerson } from './conversation/ask-person.ts'
import { followSession, takeUpSession } from './conversation/follow-session.ts'
import { tellError } from './conversation/tell-error.ts'
import { createLiveSurface } from './display/create-live-surface.ts'
import { createDesk } from './input/create-desk.ts'
import { createLineRouter } from './input/create-line-router.ts'
import { describeCommands } from './input/run-command.ts'
import type { TerminalCommand } from './terminal-command.ts'

/** Attaches a terminal somebody sits at. */
export function attachInteractive(context: AttachContext): void {
  const { bus, options, send, turns, signal, leave } = context
  const { sessionId, actor, answer, output, clock = systemClock, colors = true } = options
  let leavesWhenDone = false

  const surface = createLiveSurface({ output, colors, clock, input: () => desk.row })
  const onChange = (): void => desk.turnTo(questions.asking)
  const questions = askPerson({ surface, send, actor, answer, onChange })
  const commands: readonly TerminalCommand[] = [
    { name: 'help', description: 'Lists the commands.', run: () => describeCommands(commands) },
    { name: 'quit', description: 'Leaves.', run: () => void leave() },
    ...(options.commands ?? []),
  ]

  const submit = async (content: string): Promise<void> => {
    if (turns.active) surface.tell('quiet', '  Queued: it comes after this answer.')
    const done = turns.run(() => send(TurnSubmit, { content }))
    await done.catch((error: unknown) => tellError(surface, error))
    if (leavesWhenDone && !turns.active) leave()
    surface.refresh()
  }

  const stop = async (): Promise<void> => {
    try {
      const { stopped } = await send(TurnStop, undefined)
      if (!stopped) turns.none()
    } catch (error) {
      tellError(surface, error)
    }
    if (!turns.active) surface.status(undefined)
  }

  const lines = createLineRouter({ surface, questions, commands, signal, submit: (text) => void submit(text) })
  const desk = createDesk({
    input: options.input,
    history: options.history ?? [],
    surface,
    turns,
    lines,
    leave,
    stop: () => void stop(),
    onEnd() {
      leavesWhenDone = turns.active && questions.asking === undefined
      if (!leavesWhenDone) leave()
    },
  })

  const following = { sessionId, surface, turns, questions, signal }
  output.on('resize', surface.refresh)
  output.write(pasteOn)
  signal.addEventListener('abort', () => {
    output.off('resize', surface.refresh)
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
