import type { InteractionOption } from '../interactions/interaction-option.ts'

/** A question about ambiguous input. The chosen option's `input` takes the place of the call's, and the gate begins anew. */
export interface Clarification {
  readonly question: string
  readonly options: readonly (InteractionOption & { readonly input: unknown })[]
}
