import { createInterface } from 'node:readline/promises'
import { LlmgineError } from '@llmgine/contracts'
import { loadSettings } from '../config/load-settings.ts'
import type { Flags } from '../config/settings.ts'
import { statusOf } from '../exit-status.ts'
import { openStore } from '../open-store.ts'
import { findSession, type SessionDescription } from '../sessions/describe-session.ts'
import { unknownSession } from '../sessions/unknown-session.ts'
import type { World } from '../world.ts'

/**
 * Deletes a conversation for good, after asking.
 *
 * @throws `cli.unknown_session`; `cli.not_confirmed` when nobody can be asked and `--yes` was not given; `store.*`
 */
export async function deleteSession(
  world: World,
  options: Pick<Flags, 'data'> & { readonly id: string; readonly yes?: boolean | undefined },
): Promise<number> {
  const { dataFolder } = await loadSettings(world, options)
  await using store = await openStore(dataFolder)
  const session = await findSession(store.log, options.id)
  if (session === undefined) throw unknownSession(options.id)
  if (!options.yes && !(await confirm(world, session))) {
    world.errors.write('Nothing was deleted.\n')
    return statusOf('done')
  }
  await store.log.forget(session.id)
  world.errors.write(`Deleted ${session.id}.\n`)
  return statusOf('done')
}

async function confirm({ input, errors }: World, { firstWords, turns }: SessionDescription): Promise<boolean> {
  if (!input.isTTY) {
    throw new LlmgineError(
      'cli.not_confirmed',
      'Nobody is here to confirm the deletion. Add --yes to do it without asking.',
    )
  }
  const lines = createInterface({ input, output: errors })
  try {
    const question = `Delete "${firstWords}" (${turns} turn${turns === 1 ? '' : 's'}) for good? [y/N] `
    return /^y(es)?$/i.test((await lines.question(question)).trim())
  } finally {
    lines.close()
  }
}
