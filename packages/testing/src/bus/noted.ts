import { defineEvent, type EventDefinition } from '@llmgine/contracts'

/** Another event of the cases. */
export const Noted: EventDefinition<number> = defineEvent('test.noted')
