/**
 * What a step changed, as data: a step is logged as its operations, so that the log grows with what changed. `message` in place of
 * `value` refers to a logged message by id; its value is that message as `toChatMessage` shows it. So nothing is stored twice.
 */
export type PatchOperation =
  | { readonly op: 'set'; readonly key: string; readonly value: unknown }
  | { readonly op: 'append'; readonly key: string; readonly value: unknown }
  | { readonly op: 'append'; readonly key: string; readonly message: string }
  | { readonly op: 'extend'; readonly key: string; readonly values: readonly unknown[] }
  | { readonly op: 'increment'; readonly key: string; readonly by: number }
  | { readonly op: 'remove'; readonly key: string }
