import type { Schema } from '@llmgine/contracts'
import type { Patch } from '../patch/patch.ts'
import type { StateOf, StateSchemas } from '../state/state-of.ts'
import type { Action, ActionContext, ActionDeclaration } from './action.ts'
import type { Graph } from './graph.ts'
import type { Machine } from './machine.ts'

/** The keys of a machine's state. Actions are declared on it, and a machine is built of them. */
export interface MachineDefinition<Schemas extends StateSchemas> {
  readonly schemas: Schemas

  /**
   * Declares an action: a function of the keys it reads to a patch of the keys it writes. The compiler holds it to both, and so does the
   * engine when it runs.
   *
   * @example
   * const ask = machine.action(
   *   { reads: ['question'], writes: ['history'] },
   *   async ({ state, bus, signal }) => ({ history: append(await answer(state.question, bus, signal)) }),
   * )
   */
  action<const Declaration extends ActionDeclaration<keyof Schemas & string>>(
    declaration: Declaration,
    run: (
      context: ActionContext<Pick<StateOf<Schemas>, Declaration['reads'][number]>, InputsOf<Declaration>>,
    ) => Patch<Schemas, Declaration['writes'][number]> | Promise<Patch<Schemas, Declaration['writes'][number]>>,
  ): Action<Pick<StateOf<Schemas>, Declaration['reads'][number] | Declaration['writes'][number]>>

  /**
   * Builds a machine of actions and the ways between them.
   *
   * @throws `engine.invalid_machine` with every problem there is: each names the action and how to mend it
   */
  build<Actions extends Readonly<Record<string, Action<StateOf<Schemas>>>>>(
    graph: Graph<Actions, StateOf<Schemas>>,
  ): Machine<StateOf<Schemas>, keyof Actions & string>
}

/** The inputs as the action's schema lets them through. */
export type InputsOf<Declaration extends ActionDeclaration> = Declaration extends {
  readonly inputs: Schema<unknown, infer Inputs>
}
  ? Inputs
  : Readonly<Record<string, never>>
