import type { ConformanceCase } from '../conformance-case.ts'
import { closingCases } from './closing-cases.ts'
import { commandCases } from './command-cases.ts'
import type { CreateBus } from './create-bus.ts'
import { eventCases } from './event-cases.ts'
import { failureCases } from './failure-cases.ts'
import { layerCases } from './layer-cases.ts'
import { messageCases } from './message-cases.ts'
import { queueCases } from './queue-cases.ts'
import { reentrancyCases } from './reentrancy-cases.ts'
import { sessionCases } from './session-cases.ts'
import { streamCases } from './stream-cases.ts'

/** The rules of `Bus`. */
export const busCases: readonly ConformanceCase<CreateBus>[] = [
  ...commandCases,
  ...eventCases,
  ...failureCases,
  ...messageCases,
  ...queueCases,
  ...reentrancyCases,
  ...streamCases,
  ...sessionCases,
  ...layerCases,
  ...closingCases,
]
