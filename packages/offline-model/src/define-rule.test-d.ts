import { expectTypeOf } from 'vitest'
import { z } from 'zod'
import { defineRule } from './define-rule.ts'
import type { OfflineRule } from './offline-rule.ts'

const rule = defineRule({
  name: 'read',
  patterns: ['read {path}', 'read {path} from {first} to {last}'],
  readers: { first: (text) => text },
  output: z.object({ text: z.string() }),
  respond: ({ slots }) => {
    expectTypeOf(slots.path).toEqualTypeOf<string>()
    expectTypeOf(slots.first).toEqualTypeOf<string | undefined>()
    // @ts-expect-error no pattern has this slot
    slots.folder
    return { tool: 'read', arguments: { path: slots.path } }
  },
  say: (_match, output) => {
    expectTypeOf(output).toEqualTypeOf<{ text: string }>()
    return output.text
  },
})
expectTypeOf(rule).toExtend<OfflineRule>()

defineRule({
  name: 'wrong',
  patterns: ['read {path}'],
  // @ts-expect-error no pattern has the slot "file"
  readers: { file: (text: string) => text },
  respond: () => 'no',
})
