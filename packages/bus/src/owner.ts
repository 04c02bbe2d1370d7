import type { Message } from '@llmgine/contracts'

/** The handle through which something was added, as what was added sees it. */
export interface Owner {
  readonly sessionId: string | undefined
  /** How many of its runs are on their way. */
  busy: number
  /** Called when none is any more. */
  onIdle: (() => void) | undefined
  /** Whether what was added through it gets a message now. */
  takes(message: Message): boolean
}
