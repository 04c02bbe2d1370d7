import { type CommandDefinition, defineCommand } from '@llmgine/contracts'

/** The command of the cases. */
export const Double: CommandDefinition<number, number> = defineCommand('test.double')
