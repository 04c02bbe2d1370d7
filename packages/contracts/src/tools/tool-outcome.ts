import type { ErrorData } from '../errors/error-data.ts'
import type { Interaction } from '../interactions/interaction.ts'

/**
 * What became of a tool call.
 *
 * - `done`: it ran, and this is what it answered.
 * - `failed`: it did not take effect; the model may mend its call and try again.
 * - `denied`: it was not allowed, or a person said no; it did not run.
 * - `waiting`: a person is asked; `interaction.answer` goes on with it, also after a restart.
 * - `unknown`: a write whose effect nobody knows. It is never run again silently.
 */
export type ToolOutcome<Output = unknown> =
  | { readonly status: 'done'; readonly output: Output }
  | { readonly status: 'failed'; readonly error: ErrorData }
  | { readonly status: 'denied'; readonly reason: string }
  | { readonly status: 'waiting'; readonly interactionId: string; readonly interaction: Interaction }
  | { readonly status: 'unknown'; readonly reason: string }
