import { InteractionAnswered, InteractionExpired, LlmgineError } from '@llmgine/contracts'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { examples, questionsInARow } from './interactions.ts'
import { beginTurn, createStage, type Stage } from './stage.ts'
import type { UserInterfaceHarness } from './user-interface-harness.ts'

const [first, second] = questionsInARow()
const late = { kind: 'text', text: 'too late' } as const

/** How people are asked. */
export const askCases: readonly ConformanceCase<UserInterfaceHarness>[] = [
  ...examples.map(({ title, interaction, seen, reply }) => ({
    name: `asks and sends the answer: ${title}`,
    async run(harness: UserInterfaceHarness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      await stage.ask(interaction)
      await stage.shows(...seen)
      await stage.answer(reply)
      await expectAnswers(stage, [{ interactionId: interaction.id, reply }])
    },
  })),
  {
    name: 'asks what it finds open when it comes to a session',
    async run(harness) {
      const stage = await createStage(harness, { mark: 'waiting', waitingFor: [first] })
      await stage.shows(first.title)
      await stage.answer({ kind: 'text', text: 'found' })
      await expectAnswers(stage, [{ interactionId: first.id, reply: { kind: 'text', text: 'found' } }])
    },
  },
  {
    name: 'asks several questions, each once',
    async run(harness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      await stage.ask(first)
      await stage.ask(second)
      await stage.ask(first)
      await stage.shows(first.title)
      await stage.answer({ kind: 'text', text: 'one' })
      await stage.shows(second.title)
      await stage.answer({ kind: 'text', text: 'two' })
      await expectAnswers(stage, [
        { interactionId: first.id, reply: { kind: 'text', text: 'one' } },
        { interactionId: second.id, reply: { kind: 'text', text: 'two' } },
      ])
      expect((await stage.screen()).split(first.title)).toHaveLength(2)
    },
  },
  {
    name: 'answers a question once, however often its user does',
    async run(harness) {
      const stage = await createStage(harness)
      const [{ interaction, seen, reply }] = [examplesOf('approve')]
      await beginTurn(stage)
      await stage.ask(interaction)
      await stage.shows(...seen)
      await stage.answer(reply)
      await stage.answer(reply)
      await expectAnswers(stage, [{ interactionId: interaction.id, reply }])
      await stage.tell(InteractionAnswered, { interactionId: interaction.id, reply })
      await stage.answer(reply)
      await expectAnswers(stage, [{ interactionId: interaction.id, reply }])
    },
  },
  {
    name: 'takes a question back that somebody else has answered',
    async run(harness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      await stage.ask(first)
      await stage.shows(first.title)
      const by = { id: 'stage:ben', name: 'Ben' }
      await stage.tell(InteractionAnswered, { interactionId: first.id, reply: { kind: 'text', text: 'done' }, by })
      await stage.shows('Ben')
      await stage.answer(late)
      await expectAnswers(stage, [])
    },
  },
  {
    name: 'takes a question back that has expired, and says so',
    async run(harness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      await stage.ask(first)
      await stage.shows(first.title)
      await stage.tell(InteractionExpired, { interactionId: first.id })
      await stage.until(async () => expect(await stage.screen()).toMatch(/expired/i))
      await stage.answer(late)
      await expectAnswers(stage, [])
    },
  },
  {
    name: 'does not let its user answer what is put to somebody else',
    async run(harness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      await stage.ask({ ...first, entitled: { actorIds: ['stage:ben'] } })
      await stage.shows(first.title)
      await stage.answer(late)
      await expectAnswers(stage, [])
    },
  },
  {
    name: 'says that an answer came too late, and asks no more',
    async run(harness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      await stage.ask(first)
      await stage.shows(first.title)
      stage.refuse(new LlmgineError('interaction.already_answered', 'Somebody has answered this already.'))
      await stage.answer({ kind: 'text', text: 'mine' })
      await stage.shows('Somebody has answered this already.')
      await stage.answer(late)
      expect(stage.sent.answers).toHaveLength(1)
    },
  },
  {
    name: 'asks again when an answer did not arrive',
    async run(harness) {
      const stage = await createStage(harness)
      await beginTurn(stage)
      await stage.ask(first)
      await stage.shows(first.title)
      stage.refuse(new LlmgineError('log.unavailable', 'The log cannot be written.', { retryable: true }))
      await stage.answer({ kind: 'text', text: 'mine' })
      await stage.shows('The log cannot be written.')
      await stage.answer({ kind: 'text', text: 'mine again' })
      await stage.until(() => expect(stage.sent.answers).toHaveLength(2))
    },
  },
]

/** Every answer so far, in order. The wait lets one come that should not. */
async function expectAnswers(stage: Stage, answers: readonly object[]): Promise<void> {
  await stage.until(() => expect(stage.sent.answers.length).toBeGreaterThanOrEqual(answers.length))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(stage.sent.answers.map((message) => message.payload)).toEqual(answers)
}

function examplesOf(title: string): (typeof examples)[number] {
  const example = examples.find((one) => one.title === title)
  if (example === undefined) throw new Error(`There is no example "${title}".`)
  return example
}
