/** One thing that can be chosen. */
export interface InteractionOption {
  readonly id: string
  readonly label: string
  readonly description?: string | undefined
}
