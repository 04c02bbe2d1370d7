import type { EventLog } from '@llmgine/contracts'
import type { ConformanceCase } from '../conformance-case.ts'
import { appendCases } from './append-cases.ts'
import { forgetCases } from './forget-cases.ts'
import { forkCases } from './fork-cases.ts'
import { onceKeyCases } from './once-key-cases.ts'
import { readCases } from './read-cases.ts'
import { sessionCases } from './session-cases.ts'
import { snapshotCases } from './snapshot-cases.ts'
import { watchCases } from './watch-cases.ts'

/** All that the contract of an event log promises, case by case. */
export const eventLogCases: readonly ConformanceCase<EventLog>[] = [
  ...appendCases,
  ...onceKeyCases,
  ...readCases,
  ...sessionCases,
  ...forkCases,
  ...forgetCases,
  ...snapshotCases,
  ...watchCases,
]
