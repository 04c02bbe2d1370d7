import { LlmgineError } from '@llmgine/contracts'
import type { World } from '../world.ts'

const mostCharacters = 1_000_000
const hintAfterMs = 3_000

/**
 * All that is piped in; nothing when a person sits there.
 *
 * @throws `cli.input_too_large`
 */
export async function readInput({ input, errors }: Pick<World, 'input' | 'errors'>): Promise<string> {
  if (input.isTTY) return ''
  // Whoever starts this from a program may have left the input open without meaning to.
  const hint = setTimeout(() => errors.write('Waiting for the end of what is piped in.\n'), hintAfterMs)
  try {
    return (await readAll(input)).trim()
  } finally {
    clearTimeout(hint)
  }
}

async function readAll(input: World['input']): Promise<string> {
  let text = ''
  input.setEncoding('utf8')
  for await (const chunk of input) {
    text += chunk
    if (text.length <= mostCharacters) continue
    const message = `More than ${mostCharacters} characters were piped in. Pipe in less, or let a tool read the file (--files).`
    throw new LlmgineError('cli.input_too_large', message)
  }
  return text
}
