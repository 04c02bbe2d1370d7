import type { Bus, Layer, Message, MessageLayerCall } from '@llmgine/contracts'
import type { Flights } from './flights.ts'
import type { Handle } from './handle.ts'
import type { RunSignal } from './run-signal.ts'
import type { Slots } from './slots.ts'
import type { Starts } from './starts.ts'

/** What a message on its way needs of the bus. */
export interface Host {
  readonly root: Handle
  readonly slots: Slots
  readonly starts: Starts
  /** The signals that runs asked for and that are still at work. */
  readonly signals: Set<RunSignal>
  /** What is on its way and not done. */
  readonly flights: Flights
  busAs(handle: Handle, message: Message): Bus
  /** The layers around each handler's run of an event. */
  runLayers(message: Message): readonly Layer<MessageLayerCall>[]
  /** Tells that a handler of an event failed. */
  report(message: Message, error: unknown): void
}
