import { defineEvent, type EventDefinition } from '@llmgine/contracts'

/** An event of the cases. */
export const Counted: EventDefinition<number> = defineEvent('test.counted')
