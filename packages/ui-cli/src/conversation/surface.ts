import type { Look } from '../display/paint.ts'

/** Where a conversation is shown: a screen, or two streams. What it is given may hold anything; it makes it printable. */
export interface Surface {
  /** Words of the model, as they come. */
  say(text: string): void
  /** The model's message is over. */
  endMessage(): void
  /** Tells something beside the conversation, in lines of its own. */
  tell(look: Look, text: string): void
  /** What is going on now, in a few words; nothing when it rests. */
  status(text: string | undefined): void
}
