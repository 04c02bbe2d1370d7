import { defineLayer, type Layer, type LayerCall, type MessageLayerCall } from '@llmgine/contracts'
import { BusView } from './bus-view.ts'
import { Counters } from './counters.ts'
import { Lane } from './lane.ts'
import { checkOption, queueRules } from './queue-rules.ts'
import { Slots } from './slots.ts'

/** How many at once, of what. */
export interface ConcurrencyOptions {
  /** How many messages are at work at once. */
  readonly limit: number
  /** How many may wait; one more is refused with `bus.queue_full`. @default 1000 */
  readonly maxWaiting?: number | undefined
  /** What shares a limit; without a key a message is not limited. @default the message's type within its session */
  readonly key?: ((call: MessageLayerCall) => string | undefined) | undefined
  /** @default ['command'] */
  readonly targets?: readonly LayerCall['target'][] | undefined
}

/**
 * A layer that limits how many messages are at work at once; the others wait in order of arrival. Each session has its own limit, so that
 * sessions never wait for each other. What was caused by the one at work does not wait for it, so that commands may call each other. A limit
 * for one handler of an event is the `concurrency` of its subscription.
 *
 * @throws `bus.queue_full`, `bus.invalid_option`
 * @example
 * bus.use(withConcurrency({ limit: 4, key: ({ name, sessionId }) => (name === 'model.generate' ? sessionId : undefined) }))
 */
export function withConcurrency(options: ConcurrencyOptions): Layer<MessageLayerCall> {
  const { limit, maxWaiting, targets = ['command'] } = options
  const { key = ({ name, sessionId = '' }) => `${name} ${sessionId}` } = options
  checkOption('limit', limit, 1)
  const queue = queueRules({ limit: maxWaiting, overflow: 'error' })
  const lanes = new Map<string, Lane>()
  const own = new Slots()

  const laneFor = (name: string, call: MessageLayerCall): Lane => {
    const found = lanes.get(name)
    if (found !== undefined) return found
    const lane = new Lane(
      {
        slots: BusView.coreOf(call.bus)?.slots ?? own,
        queue,
        counters: new Counters(),
        name: call.name,
        canStart: ({ holders }) => holders.length < limit,
        forRoom: false,
      },
      () => lanes.delete(name),
    )
    lanes.set(name, lane)
    return lane
  }

  return defineLayer<MessageLayerCall>('concurrency', { targets }, (call, next) => {
    const name = key(call)
    if (name === undefined) return next()
    return new Promise((resolve, reject) => {
      void laneFor(name, call).enter({
        message: call.message,
        get sender() {
          return call.signal
        },
        start() {
          const answer = next()
          resolve(answer)
          return answer.then(ignore, ignore)
        },
        dropped: (refusal) => reject(refusal ?? call.signal.reason),
      })
    })
  })
}

function ignore(): void {}
