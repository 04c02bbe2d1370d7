import { isLlmgineError } from '@llmgine/contracts'
import { loadSettings } from '../config/load-settings.ts'
import type { Flags } from '../config/settings.ts'
import { statusOf } from '../exit-status.ts'
import { openStore } from '../open-store.ts'
import { describeSessions, type SessionDescription } from '../sessions/describe-session.ts'
import { toLine } from '../to-line.ts'
import type { World } from '../world.ts'

/**
 * Lists the conversations on the output, one a line: id, when, turns, first words.
 *
 * @throws `store.*`
 */
export async function listSessions(world: World, flags: Pick<Flags, 'data'>): Promise<number> {
  const { dataFolder } = await loadSettings(world, flags)
  let any = false
  try {
    await using store = await openStore(dataFolder, { readOnly: true })
    for await (const session of describeSessions(store.log)) {
      world.output.write(`${toRow(session, world.output.columns)}\n`)
      any = true
    }
  } catch (error) {
    if (!isLlmgineError(error, 'store.not_found')) throw error
  }
  if (!any) world.errors.write(`There are no conversations in ${dataFolder} yet.\n`)
  return statusOf('done')
}

/** On a terminal, the first words are cut where its line ends. */
function toRow(
  { id, updatedAt, turns, firstWords, mark }: SessionDescription,
  columns = Number.POSITIVE_INFINITY,
): string {
  const count = `${turns} turn${turns === 1 ? ' ' : 's'}`.padStart(9)
  const state = mark === 'idle' ? '' : mark === 'waiting' ? ' (waiting for you)' : ' (not finished)'
  const start = `${id}  ${toLocalTime(updatedAt)}  ${count}  `
  return start + toLine(firstWords, Math.max(columns - start.length - state.length, 10)) + state
}

/** `2026-11-21 05:47`, in the time of this machine. */
function toLocalTime(time: number): string {
  const date = new Date(time)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}
