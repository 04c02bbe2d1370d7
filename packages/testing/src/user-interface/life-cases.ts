import { LlmgineError, TurnSubmit, uiCommands } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { examples } from './interactions.ts'
import { actor, beginTurn, createStage, endTurn, sessionId } from './stage.ts'
import type { UserInterfaceHarness } from './user-interface-harness.ts'

/** What is sent, and how it all ends. */
export const lifeCases: readonly ConformanceCase<UserInterfaceHarness>[] = [
  {
    name: 'submits what its user says, to its session and in its user’s name',
    async run(harness) {
      const stage = await createStage(harness)
      await stage.say('Where is the library?')
      await stage.until(() => expect(stage.sent.inputs).toHaveLength(1))
      expect(stage.sent.inputs[0]).toMatchObject({ sessionId, actor, payload: { content: 'Where is the library?' } })
    },
  },
  {
    name: 'loses nothing that is said while a turn runs',
    async run(harness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      await stage.say('And the museum?')
      await stage.until(() => {
        const later = stage.sent.commands.slice(1).map((message) => message.payload)
        expect(later).toContainEqual(expect.objectContaining({ content: 'And the museum?' }))
      })
    },
  },
  {
    name: 'stops the running turn when its user wants it to',
    async run(harness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      await stage.stop()
      await stage.until(() => expect(stage.sent.stops).toHaveLength(1))
      expect(stage.sent.stops[0]).toMatchObject({ sessionId, actor })
    },
  },
  {
    name: 'says that an input was not taken, and takes the next one',
    async run(harness) {
      const stage = await createStage(harness)
      const { unsubscribe } = stage.bus.session(sessionId).handle(TurnSubmit, () => {
        throw new LlmgineError('log.unavailable', 'The log cannot be written.')
      })
      await stage.say('Hello?')
      await stage.shows('The log cannot be written.')
      unsubscribe()
      await stage.say('Hello again?')
      await stage.until(() => expect(stage.sent.inputs).toHaveLength(1))
    },
  },
  {
    name: 'sends nothing but what interfaces send',
    async run(harness) {
      const stage = await createStage(harness)
      const turnId = await beginTurn(stage)
      for (const { interaction, seen, reply } of examples) {
        await stage.ask(interaction)
        await stage.shows(...seen)
        const before = stage.sent.answers.length
        await stage.answer(reply)
        await stage.until(() => expect(stage.sent.answers.length).toBe(before + 1))
      }
      await stage.stop()
      await endTurn(stage, turnId)
      const known = uiCommands.map((definition) => definition.type)
      expect(stage.sent.commands.map((message) => message.type).filter((type) => !known.includes(type))).toEqual([])
    },
  },
  {
    name: 'ends when its user leaves',
    async run(harness) {
      const stage = await createStage(harness)
      await stage.shows('')
      await stage.leave()
      await stage.ui.closed
    },
  },
  {
    name: 'ends when it is closed, in the middle of a turn and of a question, and hears no more',
    async run(harness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      const [example] = examples
      if (example !== undefined) await stage.ask(example.interaction)
      await stage.ui.close()
      await stage.ui.closed
      expect(stage.bus.inspect().subscriptions).toEqual([])
      const screen = await stage.screen()
      await stage.tellAnswer('Too late.', ['Too', ' late.'])
      expect(await stage.screen()).toBe(screen)
    },
  },
  {
    name: 'may be closed twice, at once and later, and disposed of after that',
    async run(harness) {
      const stage = await createStage(harness)
      await Promise.all([stage.ui.close(), stage.ui.close()])
      await stage.ui.close()
      await stage.ui[Symbol.asyncDispose]()
      await stage.ui.closed
    },
  },
]
