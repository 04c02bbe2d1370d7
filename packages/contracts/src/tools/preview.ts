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
