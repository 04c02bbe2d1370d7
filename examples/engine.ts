// A machine of three actions, run without a log: it halts where a person should look, and goes on from there.
import { append, defineMachine, list } from '@llmgine/engine'
import { z } from 'zod'

const machine = defineMachine({ drafts: list(z.string()), approved: z.boolean() })
const write = machine.action({ reads: ['drafts'], writes: ['drafts'] }, ({ state }) => ({
  drafts: append(`draft ${state.drafts.length + 1}`),
}))
const inputs = z.object({ approved: z.boolean() })
const review = machine.action({ reads: [], writes: ['approved'], inputs, tags: ['person'] }, ({ inputs }) => inputs)
const publish = machine.action({ reads: ['drafts'], writes: [] }, ({ state }) => {
  console.log('published:', state.drafts.at(-1))
  return {}
})

const editor = machine.build({
  actions: { write, review, publish },
  transitions: [
    ['write', 'review'],
    ['review', 'publish', (state) => state.approved],
    ['review', 'write', (state) => state.drafts.length < 3],
  ],
  entrypoint: 'write',
})

const run = editor.start()
for (const approved of [false, true]) {
  await run.run({ haltBefore: ['@person'] })
  console.log('to be reviewed:', run.state.drafts.at(-1))
  await run.step({ inputs: { approved } })
}
await run.run()

// Output:
// to be reviewed: draft 1
// to be reviewed: draft 2
// published: draft 2
