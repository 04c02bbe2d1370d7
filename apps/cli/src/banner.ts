import type { Assembly } from './assemble.ts'
import type { Settings } from './config/settings.ts'
import { howToConnect } from './offline/how-to-connect.ts'
import { readVersion } from './version.ts'

/** What is said before a conversation: who answers, what tools may see, and how to leave where somebody is there to. */
export function toBanner(
  { model }: Assembly,
  { filesFolder }: Settings,
  options: { readonly attended: boolean },
): string {
  const files = filesFolder === undefined ? [] : [`Tools may read the files below ${filesFolder}.`]
  const leave = options.attended ? ['Type /help for commands, Ctrl-D to leave.'] : []
  return [`llmgine ${readVersion()}`, ...describeModel(model), ...files, ...leave].map((line) => wrap(line)).join('\n')
}

/** Who answers, where, and why it is that one. */
export function describeModel({ endpoint, name, chosen }: Assembly['model']): readonly string[] {
  if (endpoint === undefined) {
    return ['The offline model answers: a set of rules, not a language model.', howToConnect]
  }
  const why = chosen === undefined ? '' : ` (${chosen})`
  return [`${name}${why} answers, by ${endpoint.name} at ${endpoint.baseUrl} (${endpoint.from}).`]
}

/** Breaks a text between words; a word that is longer than a line stays whole. */
export function wrap(text: string, columns = 80): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line === undefined || line.length + 1 + word.length > columns) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines.join('\n')
}
