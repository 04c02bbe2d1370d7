import { LlmgineError } from '@llmgine/contracts'
import type { StateSchemas } from '../state/state-of.ts'
import type { Action, ActionDeclaration } from './action.ts'
import { buildMachine } from './build-machine.ts'
import type { MachineDefinition } from './machine-definition.ts'

/**
 * Defines the state of a machine: one schema per key, any that implements Standard Schema.
 *
 * @throws `engine.invalid_machine` when a key is called `waitFor`, which means something else in a patch
 * @example
 * const machine = defineMachine({ question: z.string(), history: list(messageSchema) })
 * const ask = machine.action({ reads: ['question'], writes: ['history'] }, ({ state }) => ({
 *   history: append({ role: 'user', content: state.question }),
 * }))
 * export const assistant = machine.build({ actions: { ask }, transitions: [], entrypoint: 'ask' })
 */
export function defineMachine<const Schemas extends StateSchemas>(schemas: Schemas): MachineDefinition<Schemas> {
  if (Object.hasOwn(schemas, 'waitFor')) {
    throw new LlmgineError(
      'engine.invalid_machine',
      'A key cannot be called "waitFor": a patch says with it whom it waits for.',
    )
  }
  return {
    schemas,
    action: (declaration, run) => createAction(declaration, run),
    build: (graph) => buildMachine(schemas, graph),
  }
}

function createAction<State>(declaration: ActionDeclaration, run: Action<State>['run']): Action<State> {
  const { reads, writes, inputs, timeoutMs, repeatable = false, tags = [] } = declaration
  return { reads, writes, inputs, timeoutMs, repeatable, tags, run }
}
