import type { Message } from '../messages/message.ts'

/**
 * Events as they come, to be iterated. It starts listening when it is made, so that nothing is missed before the first `next()`. Three
 * exits free it: leaving the loop, aborting the signal it was made with, disposing it.
 */
export interface EventStream<Payload = unknown> extends AsyncIterableIterator<Message<Payload>>, AsyncDisposable {}
