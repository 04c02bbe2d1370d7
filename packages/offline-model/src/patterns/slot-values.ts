/** The names of the slots in a pattern: `'item'` for `'add {item} to my list'`. */
export type SlotNames<Pattern extends string> = Pattern extends `${string}{${infer Name}}${infer Rest}`
  ? Name | SlotNames<Rest>
  : never

/** What the slots of a rule hold: text, or `undefined` for a slot that only some of the rule's patterns have. */
export type SlotValues<Pattern extends string> = {
  readonly [Name in SlotNames<Pattern>]: string | MissingFrom<Pattern, Name>
}

type MissingFrom<Pattern extends string, Name> = Pattern extends unknown
  ? Name extends SlotNames<Pattern>
    ? never
    : undefined
  : never
