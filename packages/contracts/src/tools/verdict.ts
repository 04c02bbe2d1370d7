/** Allowed, or denied with a reason that the model and the user may see. */
export type Verdict = { readonly allow: true } | { readonly allow: false; readonly reason: string }
