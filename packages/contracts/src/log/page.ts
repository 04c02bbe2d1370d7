/** Part of a long list. */
export interface Page<Item> {
  readonly items: readonly Item[]
  /** Given back as `cursor`, it brings the next page; absent on the last one. */
  readonly next?: string | undefined
}
