import type { Tool } from '@llmgine/contracts'
import { expectTypeOf } from 'vitest'
import { z } from 'zod'
import { type DefinedTool, defineTool } from './define-tool.ts'

const base = { name: 'a', version: '1', description: 'A.', effects: 'create' } as const

const assign = defineTool({
  ...base,
  input: z.object({ title: z.string(), days: z.number().default(1) }),
  authorize: (input) => (input.days > 3 ? { allow: false, reason: 'too long' } : { allow: true }),
  approval: (input, { actor }) => input.title !== '' && actor !== undefined,
  preview: ({ title }) => ({ summary: title }),
  execute: async ({ title, days }, { signal }) => ({ title, days, aborted: signal.aborted }),
  undo: ({ aborted }) => aborted,
})
expectTypeOf(assign).toEqualTypeOf<
  DefinedTool<{ title: string; days: number }, { title: string; days: number; aborted: boolean }>
>()

const parsed = defineTool({
  ...base,
  input: z.object({ due: z.string().transform((text) => new Date(text)) }),
  output: z.object({ id: z.string() }),
  execute: ({ due }) => ({ id: due.toISOString() }),
  reconcile: () => ({ status: 'done', output: { id: 'x' } }),
})
expectTypeOf(parsed).toExtend<Tool<{ due: Date }, { id: string }>>()

// Tools of different inputs are one list.
expectTypeOf([assign, parsed]).toExtend<readonly Tool[]>()

defineTool({
  ...base,
  input: z.object({ a: z.string() }),
  output: z.object({ id: z.string() }),
  // @ts-expect-error the output is not what the schema says
  execute: () => ({ id: 7 }),
})

defineTool({
  ...base,
  input: z.object({ a: z.string() }),
  // @ts-expect-error the input has no such field
  execute: ({ b }) => b,
})
