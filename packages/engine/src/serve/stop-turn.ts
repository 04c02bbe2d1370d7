import { LlmgineError, type Message } from '@llmgine/contracts'
import type { EngineHost } from '../drive/engine-host.ts'
import { wake } from '../drive/wake.ts'
import { bringUpToDate } from '../session/catch-up.ts'
import { foldMessage } from '../session/session-fold.ts'
import { writeRecords } from '../session/write-records.ts'
import { requireSession } from './require-session.ts'

/** Answers `turn.stop`: what runs is told to stop, and the turn ends as stopped, here or in the process that drives it. */
export function stopTurn(host: EngineHost, message: Message): Promise<{ readonly stopped: boolean }> {
  return host.sessions.use(requireSession(message), async (live) => {
    await bringUpToDate(host, live)
    const { turn } = live.fold
    if (turn === undefined) {
      wake(host, live)
      return { stopped: false }
    }
    const onNew = (): void => {
      if (live.fold.turn?.id !== turn.id) return
      foldMessage(live.fold, message, host.machine)
      live.running?.abort(new LlmgineError('turn.stopped', 'The turn was stopped.'))
    }
    await writeRecords(host.log, live, { records: [{ message, mark: 'running' }], onNew })
    wake(host, live)
    return { stopped: true }
  })
}
