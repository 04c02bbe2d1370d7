import { LlmgineError } from '@llmgine/contracts'

/** How deep arguments may be nested. */
export const maxDepth = 64

/**
 * Counts the names in a parsed value.
 *
 * @throws `tool.bad_arguments` for a name or a depth that is not taken
 */
export function inspectJson(value: unknown): { readonly keys: number } {
  return { keys: countIn(value, 0) }
}

/** Counts the names in JSON text: more than in its value means that one stands twice. The text must be valid. */
export function countKeys(text: string): number {
  let keys = 0
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at)) {
    at = endOfText(text, at + 1)
    while (isSpace(text.charCodeAt(at))) at += 1
    if (text[at] === ':') keys += 1
  }
  return keys
}

/** Refuses a name that would reach an object's prototype in careless code. */
export function checkName(name: string): void {
  if (name === '__proto__') {
    throw new LlmgineError('tool.bad_arguments', 'The name "__proto__" is not taken. Leave it out.')
  }
}

export function checkDepth(depth: number): void {
  if (depth > maxDepth) {
    throw new LlmgineError('tool.bad_arguments', `The arguments are nested deeper than ${maxDepth} levels.`)
  }
}

function countIn(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0
  checkDepth(depth + 1)
  let keys = 0
  if (Array.isArray(value)) {
    for (const item of value) keys += countIn(item, depth + 1)
    return keys
  }
  for (const [name, item] of Object.entries(value)) {
    checkName(name)
    keys += 1 + countIn(item, depth + 1)
  }
  return keys
}

/** The place after the closing quotation mark. */
function endOfText(text: string, start: number): number {
  let at = start
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9
}
