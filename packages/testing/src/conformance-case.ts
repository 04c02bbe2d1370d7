/** One thing an implementation must do. Kept as data, so that broken implementations can be held against it too. */
export interface ConformanceCase<Subject> {
  /** A behaviour: `refuses a second message under a key`. */
  readonly name: string
  /** An optional method of the contract without which the case does not apply. */
  readonly needs?: keyof Subject | undefined
  /** Rejects when the subject, which is fresh and empty, does not do it. */
  run(subject: Subject): Promise<void>
}
