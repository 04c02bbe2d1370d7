import type { Schema, Tool } from '@llmgine/contracts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineTool } from './define-tool.ts'

const base = {
  name: 'assign_task',
  version: '1',
  description: 'Assigns a task.',
  effects: 'create',
  input: z.object({ title: z.string() }),
  execute: () => 'done',
} satisfies Tool<{ title: string }, string>

function problemOf(change: object): string {
  try {
    // A definition as a program without types may write it.
    defineTool({ ...base, ...change } as Tool)
    return 'none'
  } catch (error) {
    expect(error).toMatchObject({ code: 'tool.bad_definition' })
    return error instanceof Error ? error.message : String(error)
  }
}

describe('a defined tool', () => {
  it('carries the JSON Schema of its input, described by the schema', () => {
    const input = z.object({ title: z.string().describe('What to do.'), due: z.iso.date().optional() })
    expect(defineTool({ ...base, input }).parameters).toEqual({
      type: 'object',
      properties: {
        title: { type: 'string', description: 'What to do.' },
        due: { type: 'string', format: 'date', pattern: expect.any(String) },
      },
      required: ['title'],
    })
  })

  it('shows what goes in, not what comes out of a transformation', () => {
    const input = z.object({ due: z.iso.date().transform((text) => new Date(text)), n: z.number().default(1) })
    expect(defineTool({ ...base, input, execute: ({ due, n }) => due.getTime() + n }).parameters).toMatchObject({
      properties: { due: { type: 'string' }, n: { default: 1 } },
      required: ['due'],
    })
  })

  it('cannot be changed afterwards', () => {
    const source = { ...base }
    const tool = defineTool(source)
    source.effects = 'create'
    expect(Object.isFrozen(tool)).toBe(true)
    expect(defineTool(tool)).toEqual(tool)
  })

  it('takes any Standard Schema that has a JSON Schema', () => {
    const input: Schema<unknown, { a: 1 }> = {
      '~standard': {
        version: 1,
        vendor: 'mine',
        validate: () => ({ value: { a: 1 } }),
        jsonSchema: { input: () => ({ type: 'object' }), output: () => ({}) },
      },
    }
    expect(defineTool({ ...base, input }).parameters).toEqual({ type: 'object' })
  })

  it('may contain itself', () => {
    const node = z.object({
      name: z.string(),
      get children() {
        return z.array(node)
      },
    })
    expect(defineTool({ ...base, input: node }).parameters).toMatchObject({ type: 'object' })
  })
})

const recursive = z.object({
  when: z.array(z.date()).optional(),
  get children() {
    return z.array(recursive)
  },
})

describe('a definition is refused', () => {
  it.each<[string, object, string]>([
    ['a name with a space', { name: 'assign task' }, 'its `name` must be'],
    ['a name that is too long', { name: 'a'.repeat(65) }, 'its `name` must be'],
    ['no version', { version: '' }, 'needs a `version`'],
    ['no description', { description: ' ' }, 'needs a `description`'],
    ['effects nobody knows', { effects: 'write' }, 'its `effects` must be one of none, read'],
    ['no time', { timeoutMs: 0 }, '`timeoutMs` must be more than 0'],
    ['a timeout that is no number', { timeoutMs: Number.NaN }, '`timeoutMs` must be more than 0'],
    ['an approval nobody knows', { approval: 'sometimes' }, "its `approval` must be 'always'"],
    ['nothing to execute', { execute: undefined }, 'needs a function `execute`'],
    ['no schema', { input: { type: 'object' } }, 'its `input` is no schema'],
    ['no input at all', { input: undefined }, 'its `input` is no schema'],
    ['an input that is no object', { input: z.string() }, 'must be a schema of an object, not "string"'],
    ['a choice of objects', { input: z.union([z.object({}), z.object({})]) }, 'not a choice between schemas'],
    ['a date', { input: z.object({ due: z.date() }) }, 'the field "due" of its `input` cannot be shown'],
    ['a date deep down', { input: z.object({ a: z.object({ b: z.date() }).optional() }) }, 'the field "a.b" of'],
    ['a map in a list', { input: z.object({ a: z.array(z.map(z.string(), z.string())) }) }, 'the field "a.[]" of'],
    ['a date in what contains itself', { input: recursive }, 'the field "when.[]" of'],
    ['a name no provider takes', { input: z.object({ 'due date': z.string() }) }, 'the field "due date" of'],
    ['a name no provider takes, deep down', { input: z.object({ a: z.array(z.object({ ü: z.string() })) }) }, '"a.ü"'],
    ['a tuple', { input: z.object({ at: z.tuple([z.number(), z.number()]) }) }, 'the field "at" of its `input` would'],
  ])('%s', (_, change, problem) => {
    expect(problemOf(change)).toContain(problem)
  })

  it('a schema that shows no JSON Schema', () => {
    const input = { '~standard': { version: 1, vendor: 'plain', validate: () => ({ value: {} }) } }
    expect(problemOf({ input })).toContain('cannot be shown as JSON Schema: plain does not offer it')
  })

  it('functions that stand on a prototype, because they would be lost', () => {
    class Assign {
      name = base.name
      version = base.version
      description = base.description
      effects = base.effects
      input = base.input
      execute(): string {
        return 'done'
      }
    }
    expect(() => defineTool(new Assign())).toThrow('needs a function `execute`')
  })
})
