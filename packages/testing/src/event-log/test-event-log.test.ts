import { describe, expect, it } from 'vitest'
import { createPlainLog, type LogFault } from './__fixtures__/create-plain-log.ts'
import { eventLogCases } from './event-log-cases.ts'
import { testEventLog } from './test-event-log.ts'

testEventLog('a plain log', () => createPlainLog())

/** Every fault, and a word of a case that must catch it. */
const caught: Record<LogFault, string> = {
  'after is inclusive': 'reads after a position',
  'aliases what it was handed': 'what becomes of the object',
  'appends out of call order': 'in call order',
  'attaches no late key': 'attaches a key',
  'batch torn': 'adds nothing of a batch',
  'conflict does not name the key': 'names the key',
  'conflict ignored': 'refuses a second message under a key',
  'duplicate id accepted': 'changes nothing for a message it has',
  'duplicate id replaces': 'changes nothing for a message it has',
  'finds only its own keys': 'holds the keys of the shared past',
  'fork keeps the id of its parent': 'under the id of the fork',
  'fork loses the keys of the past': 'holds the keys of the shared past',
  'fork onto an existing session': 'refuses a fork',
  'fork shares later writes': 'keeps what either writes later',
  'fork takes all keys': 'and only those',
  'forgetting leaves the keys': 'forgets a session and all it held',
  'forgetting takes the past of forks': 'leaves forks the past',
  'keys are global': 'keeps the keys of sessions apart',
  'late key lets go of the first': 'never lets go of a key',
  'lazy appends are never kept': 'though nothing comes after it',
  'lazy appends are overtaken': 'lazily to whoever reads',
  'limit ignored': 'up to a limit',
  'mark of a refused batch stands': 'adds nothing of a batch',
  'oldest sessions first': 'the most recently written first',
  'order lost': 'counts positions from 1',
  'page repeats its last session': 'each once',
  'positions have gaps': 'counts positions from 1',
  'reads past its beginning': 'when reading began',
  'signal ignored': 'throws the reason of the signal',
  'snapshot outlives its session': 'has no snapshot',
  'tells the wrong time': 'tells when a session was written',
  'types ignored': 'of certain types',
  'watch misses what comes while it yields': 'and then what comes',
  'watch never ends': 'ends a watch',
}

describe.concurrent('the suite of the event log catches', () => {
  it.for(Object.entries(caught) as [LogFault, string][])('%s', async ([fault, word]) => {
    const suspects = eventLogCases.filter(({ name }) => name.includes(word))
    expect(suspects).toHaveLength(1)
    await expect(suspects[0]?.run(createPlainLog(fault))).rejects.toThrow()
  })
})
