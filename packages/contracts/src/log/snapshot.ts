/** What a fold had come to at a position, so that opening a session need not read it all. It can always be made anew from the log. */
export interface Snapshot {
  readonly position: number
  /** Names what made the state, so that another machine or version does not take it for its own. */
  readonly key: string
  readonly state: unknown
}
