import { isLlmgineError, LlmgineError, toCanonicalJson } from '@llmgine/contracts'
import { countKeys, inspectJson } from './inspect-json.ts'
import { parseLooseJson } from './parse-loose-json.ts'
import type { ParsedArguments } from './parsed-arguments.ts'

/**
 * Reads what a model wrote as arguments, or takes a value. What could be read in two ways is refused, not guessed: a name that stands twice,
 * a number that loses digits, `__proto__`. A value is copied, so that nobody changes it after it was checked.
 *
 * @throws `tool.bad_arguments` with a sentence a model can mend them by
 */
export function parseArguments(given: unknown, maxCharacters: number): ParsedArguments {
  const text = typeof given === 'string' ? given : toText(given)
  if (text.length > maxCharacters) {
    throw new LlmgineError(
      'tool.bad_arguments',
      `The arguments are ${text.length} characters long, at most ${maxCharacters} are taken. Send less.`,
    )
  }
  if (text.trim() === '') return { value: {}, repairs: ['nothing was sent, taken as {}'] }
  const parsed = parseText(text)
  if (typeof parsed.value !== 'string') return parsed
  // Some models encode twice.
  const inner = parseText(parsed.value)
  return { value: inner.value, repairs: ['JSON within a text', ...inner.repairs] }
}

/** `JSON.parse` where its answer is beyond doubt, else the slower reader, which knows what to refuse and what to mend. */
function parseText(text: string): ParsedArguments {
  const parsed = tryParse(text)
  if (parsed === undefined || mayLoseDigits.test(text)) return parseLooseJson(text)
  return inspectJson(parsed.value).keys === countKeys(text) ? parsed : parseLooseJson(text)
}

/** A run of digits that a double may not hold, or an exponent; also within texts, which only costs time. */
const mayLoseDigits = /\d{16}|\d[eE]/

function tryParse(text: string): ParsedArguments | undefined {
  try {
    return { value: JSON.parse(text), repairs: [] }
  } catch {
    return undefined
  }
}

function toText(value: unknown): string {
  if (value === undefined) return ''
  try {
    return toCanonicalJson(value)
  } catch (error) {
    throw notTaken(error)
  }
}

/** What is not plain data is named; what is left is a value nested so deeply that writing it overflows the stack. */
function notTaken(cause: unknown): LlmgineError {
  const reason = isLlmgineError(cause) ? cause.message : 'They are nested too deeply.'
  return new LlmgineError('tool.bad_arguments', `The arguments cannot be taken. ${reason}`, { cause })
}
