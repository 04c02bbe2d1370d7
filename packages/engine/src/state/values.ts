/** The state of a run: a value under each key that has one, lists as views. Never changed, only replaced. */
export type Values = Readonly<Record<string, unknown>>
