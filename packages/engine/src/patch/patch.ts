import type { Interaction } from '@llmgine/contracts'
import type { ListSchema } from '../state/list.ts'
import type { StateOf, StateSchemas } from '../state/state-of.ts'
import type { AppendChange, ExtendChange, IncrementChange, RemoveChange, SetChange } from './change.ts'

/**
 * What an action answers with: a value or a change for every key it said it writes, and nothing else. With `waitFor` the run halts after
 * the step until people have answered: the ids of questions that have been asked, or questions that the engine asks.
 */
export type Patch<Schemas extends StateSchemas, Writes extends keyof Schemas> = {
  readonly [Key in Writes]: PatchEntry<Schemas, Key>
} & { readonly [Key in keyof Schemas]?: Key extends Writes ? PatchEntry<Schemas, Key> : never } & {
  readonly waitFor?: WaitFor | undefined
}

/** One or several questions that a run waits for. An answer to any of them goes on with it. */
export type WaitFor = string | Interaction | readonly (string | Interaction)[]

/** What may be said of one key. */
export type PatchEntry<Schemas extends StateSchemas, Key extends keyof Schemas> =
  | StateOf<Schemas>[Key]
  | SetChange<StateOf<Schemas>[Key]>
  | RemoveChange
  | (Schemas[Key] extends ListSchema<infer Item> ? AppendChange<Item> | ExtendChange<Item> : never)
  | (StateOf<Schemas>[Key] extends number | undefined ? IncrementChange : never)
