import { LlmgineError } from '@llmgine/contracts'
import { checkDepth, checkName } from './inspect-json.ts'
import type { ParsedArguments } from './parsed-arguments.ts'
import { createTextReader, type TextReader } from './text-reader.ts'

/**
 * Reads JSON that is slightly broken, in the ways models break it: a code fence around it, trailing commas, single quotes, names without
 * quotes, comments, Python's `True` and `None`, line breaks within a text. It mends form, never content: whatever breaks off, stands twice
 * or loses digits is refused.
 *
 * @throws `tool.bad_arguments` naming the place
 */
export function parseLooseJson(text: string): ParsedArguments {
  const repairs = new Set<string>()
  const reader = createTextReader(withoutFence(text, repairs), repairs)
  const value = readValue(reader, 0)
  reader.skipSpace()
  if (!reader.atEnd()) throw reader.problem('the end')
  return { value, repairs: [...repairs] }
}

function withoutFence(text: string, repairs: Set<string>): string {
  const trimmed = text.trim()
  const firstLine = trimmed.indexOf('\n')
  if (!trimmed.startsWith('```') || !trimmed.endsWith('```') || firstLine === -1) return text
  repairs.add('a code fence')
  return trimmed.slice(firstLine, -3)
}

function readValue(reader: TextReader, depth: number): unknown {
  reader.skipSpace()
  const first = reader.peek()
  if (first === '{') return readRecord(reader, depth + 1)
  if (first === '[') return readList(reader, depth + 1)
  if (first === '"' || first === "'") return reader.readText()
  const word = reader.take(/-?[\w.+-]+/y)
  if (word === undefined) throw reader.problem('a value')
  if (/^-?\d/.test(word)) return toNumber(word, reader)
  return toLiteral(word, reader)
}

function readRecord(reader: TextReader, depth: number): unknown {
  checkDepth(depth)
  const record: Record<string, unknown> = {}
  readItems(reader, '}', () => {
    const name = readName(reader)
    checkName(name)
    if (Object.hasOwn(record, name)) {
      throw new LlmgineError('tool.bad_arguments', `The name "${name}" stands twice. Send it once.`)
    }
    reader.skipSpace()
    if (reader.take(/:/y) === undefined) throw reader.problem('":"')
    record[name] = readValue(reader, depth)
  })
  return record
}

function readList(reader: TextReader, depth: number): unknown {
  checkDepth(depth)
  const list: unknown[] = []
  readItems(reader, ']', () => list.push(readValue(reader, depth)))
  return list
}

/** What stands between an opening bracket, which is next, and its closing one. */
function readItems(reader: TextReader, close: '}' | ']', readItem: () => void): void {
  reader.take(/[{[]/y)
  reader.skipSpace()
  while (reader.peek() !== close) {
    readItem()
    reader.skipSpace()
    if (reader.peek() === close) break
    if (reader.take(/,/y) === undefined) throw reader.problem(`"," or "${close}"`)
    reader.skipSpace()
    if (reader.peek() === close) reader.repaired('a trailing comma')
  }
  reader.take(/[}\]]/y)
}

function readName(reader: TextReader): string {
  const first = reader.peek()
  if (first === '"' || first === "'") return reader.readText()
  const name = reader.take(/[A-Za-z_$][\w$-]*/y)
  if (name === undefined) throw reader.problem('a name in double quotes')
  reader.repaired('names without quotes')
  return name
}

function toNumber(word: string, reader: TextReader): number {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(word)) throw reader.problem('a number', word)
  const value = Number(word)
  if (!isExact(value, word)) {
    throw new LlmgineError(
      'tool.bad_arguments',
      `The number ${word.length > 40 ? `${word.slice(0, 40)}…` : word} cannot be held exactly. Send it as a text if the field takes one.`,
    )
  }
  return value
}

/** Whether a double holds what is written: beyond 2^53 it skips integers, though never those of up to 15 digits, nor what a double prints as. */
function isExact(value: number, word: string): boolean {
  if (!Number.isFinite(value)) return false
  if (value === 0) return !/[1-9]/.test(mantissaOf(word))
  if (!Number.isInteger(value) || Number.isSafeInteger(value) || String(value) === word) return true
  if (/^-?\d+$/.test(word)) return BigInt(word) === BigInt(value)
  return mantissaOf(word).replace(/^0+|0+$/g, '').length <= 15
}

function mantissaOf(word: string): string {
  return word.replace(/[eE].*$/, '').replace(/[-.]/g, '')
}

const literals: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
  ['True', true],
  ['False', false],
  ['None', null],
])

function toLiteral(word: string, reader: TextReader): boolean | null {
  const literal = literals.get(word)
  if (literal === undefined) throw reader.problem('a value', word)
  if (/^[A-Z]/.test(word)) reader.repaired("Python's literals")
  return literal
}
