/** What a person answered, by the interaction's kind. */
export type InteractionReply =
  | { readonly kind: 'approve'; readonly approved: true }
  | { readonly kind: 'approve'; readonly approved: false; readonly reason?: string | undefined }
  | { readonly kind: 'choose'; readonly optionId: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'form'; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'settle'; readonly tookPlace: boolean }
