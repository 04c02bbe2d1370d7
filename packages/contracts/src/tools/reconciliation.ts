/** What became of a call whose outcome was not known. */
export type Reconciliation<Output = unknown> =
  | { readonly status: 'done'; readonly output: Output }
  | { readonly status: 'not-done' }
  | { readonly status: 'unknown' }
