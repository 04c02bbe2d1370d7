import { type CommandDefinition, defineCommand, defineEvent, type EventDefinition } from '@llmgine/contracts'

/** The messages of the cases: a command, and two events with a number each. */
export const Double: CommandDefinition<number, number> = defineCommand('test.double')
export const Counted: EventDefinition<number> = defineEvent('test.counted')
export const Noted: EventDefinition<number> = defineEvent('test.noted')
