import { LlmgineError } from '@llmgine/contracts'
import type { Command } from 'commander'
import { shellScripts } from '../completion/shell-scripts.ts'
import { toOutline } from '../completion/to-outline.ts'
import { statusOf } from '../exit-status.ts'
import type { World } from '../world.ts'

/**
 * Prints the completion script for a shell, made from the commands and options there are.
 *
 * @throws `cli.unknown_shell`
 */
export async function completion(
  { output }: World,
  options: { readonly shell: string; readonly program: Command },
): Promise<number> {
  const write = shellScripts.get(options.shell)
  if (write === undefined) {
    const known = [...shellScripts.keys()].join(', ')
    throw new LlmgineError(
      'cli.unknown_shell',
      `There is no completion for "${options.shell}"; there is one for ${known}.`,
    )
  }
  output.write(write(toOutline(options.program)))
  return statusOf('done')
}
