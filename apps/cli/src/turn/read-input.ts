import { LlmgineError } from '@llmgine/contracts'
import type { World } from '../world.ts'

const mostCharacters = 1_000_000

/**
 * All that is piped in; nothing when a person sits there.
 *
 * @throws `cli.input_too_large`
 */
export async function readInput({ input }: Pick<World, 'input'>): Promise<string> {
  if (input.isTTY) return ''
  let text = ''
  input.setEncoding('utf8')
  for await (const chunk of input) {
    text += chunk
    if (text.length <= mostCharacters) continue
    const message = `More than ${mostCharacters} characters were piped in. Pipe in less, or let a tool read the file (--files).`
    throw new LlmgineError('cli.input_too_large', message)
  }
  return text.trim()
}
