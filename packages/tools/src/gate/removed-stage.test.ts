import { createBus } from '@llmgine/bus'
import { createMemoryStore } from '@llmgine/store-memory'
import { type ToolGateSubject, toolGateCases } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { serveGate } from '../serve-gate.ts'
import { createGate } from './create-tool-gate.ts'
import { parseCall } from './parse-call.ts'
import { type Stage, skipped } from './stage.ts'
import { type Stages, stages } from './walk.ts'

const removed: Stage = { isDue: () => false, run: async () => skipped }

/** Reads whatever `JSON.parse` makes of the arguments. */
const parseCarelessly: Stages['parse'] = (passage) =>
  parseCall({ ...passage, given: JSON.parse(String(passage.given)) })

/** Runs the tool and writes nothing down. */
const executeCarelessly: Stages['execute'] = async ({ tool, input }, { callId }) => {
  const context = { callId, signal: new AbortController().signal, progress: () => {} }
  return { result: 'passed', outcome: { status: 'done', output: await tool.execute(input, context) } }
}

/** A gate without one of its stages, and the attack that gets through then. */
const broken: readonly [stage: keyof Stages, attack: string, without: Partial<Stages>][] = [
  ['parse', 'a name that stands twice in the arguments', { parse: parseCarelessly }],
  ['authorize', 'an unknown outcome that the model tries again', { authorize: removed }],
  ['clarify', 'a call that could mean several things, made without asking which', { clarify: removed }],
  ['preview', 'a call of which nobody can say what it changes, approved blindly,', { preview: removed }],
  ['approve', 'an approval that a model writes into its arguments', { approve: removed }],
  ['recheck', 'a permission that is revoked while the call is on its way', { recheck: removed }],
  ['recheck', 'a stale approval, given in time and used when it has expired,', { recheck: removed }],
  ['execute', 'the same call made twice at once, in two processes', { execute: executeCarelessly }],
]

describe('without', () => {
  it.for(broken)('%s, there is a way round the gate: %s', async ([, attack, without]) => {
    const found = toolGateCases.filter(({ name }) => name === `attack: ${attack} executes nothing`)
    expect(found).toHaveLength(1)
    await expect(found[0]?.run(subjectOf(stages))).resolves.toBeUndefined()
    await expect(found[0]?.run(subjectOf({ ...stages, ...without }))).rejects.toThrow(/expected \d+ to be/)
  })
})

function subjectOf(stages: Stages): ToolGateSubject {
  return {
    createLog: () => createMemoryStore().log,
    serve({ tools, log, clock, expiresInMs }) {
      const bus = createBus({ clock })
      const gate = createGate({ tools, log, clock, expiresInMs }, { stages, carriesCalls: true })
      serveGate(bus, gate, { log, clock })
      return bus
    },
  }
}
