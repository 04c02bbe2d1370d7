/** Who is answerable for a message: a person, a service or a program. Set by what received the message from outside, never by a model. */
export interface Actor {
  /** Stable and unique within the application: `discord:8123`, `local:ana`. */
  readonly id: string
  /** What people call this actor. */
  readonly name?: string | undefined
  /** What this actor may do, in the application's own words. */
  readonly roles?: readonly string[] | undefined
}
