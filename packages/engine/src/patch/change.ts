/** A change to one key of the state: what `set`, `append`, `extend`, `increment` and `remove` make. */
export type Change = SetChange | AppendChange | ExtendChange | IncrementChange | RemoveChange

/** A value takes the place of what there is. */
export interface SetChange<Value = unknown> {
  readonly '~change': 'set'
  readonly value: Value
}

/** An item comes to the end of a list. */
export interface AppendChange<Item = unknown> {
  readonly '~change': 'append'
  readonly item: Item
}

/** Items come to the end of a list. */
export interface ExtendChange<Item = unknown> {
  readonly '~change': 'extend'
  readonly items: readonly Item[]
}

/** A number grows. */
export interface IncrementChange {
  readonly '~change': 'increment'
  readonly by: number
}

/** What there is goes. */
export interface RemoveChange {
  readonly '~change': 'remove'
}

/** Whether what a patch carries is a change; any other value is to be set. */
export function isChange(value: unknown): value is Change {
  return typeof value === 'object' && value !== null && '~change' in value
}
