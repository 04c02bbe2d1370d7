import type { InteractionOption } from '../interactions/interaction-option.ts'

/** Allowed, or denied with a reason that the model and the user may see. */
export type Verdict = { readonly allow: true } | { readonly allow: false; readonly reason: string }

/** A question about ambiguous input. The chosen option's `input` takes the place of the call's, and the gate begins anew. */
export interface Clarification {
  readonly question: string
  readonly options: readonly (InteractionOption & { readonly input: unknown })[]
}

/** What a call will change, for the one who has to approve it. */
export interface Preview {
  /** One sentence: `Assign "Poster" to Ana, due Fri 27 Nov 2026`. */
  readonly summary: string
  readonly changes?: readonly PreviewChange[] | undefined
}

/** One value that will change: absent `before` means it is new, absent `after` that it goes. */
export interface PreviewChange {
  readonly label: string
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** What became of a call whose outcome was not known. */
export type Reconciliation<Output = unknown> =
  | { readonly status: 'done'; readonly output: Output }
  | { readonly status: 'not-done' }
  | { readonly status: 'unknown' }
