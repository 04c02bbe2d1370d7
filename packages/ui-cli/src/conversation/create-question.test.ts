import type { Interaction } from '@llmgine/contracts'
import { describe, expect, it } from 'vitest'
import { createQuestion } from './create-question.ts'

const base = { id: 'q', title: 'Well?', entitled: {} } as const
const tool = { name: 'send_mail', version: '1', effects: 'create' } as const

/** What each line brings, in order. */
function answers(interaction: Interaction, ...lines: readonly string[]): unknown[] {
  const question = createQuestion(interaction)
  return lines.map((line) => question.answer(line))
}

describe('an approval', () => {
  const interaction: Interaction = { ...base, kind: 'approve', tool, input: { to: 'ana' }, inputDigest: '' }

  it.each([
    ['y', { kind: 'approve', approved: true }],
    [' YES ', { kind: 'approve', approved: true }],
    ['n', { kind: 'approve', approved: false }],
    ['no, wrong address ', { kind: 'approve', approved: false, reason: 'wrong address' }],
    ['n too late', { kind: 'approve', approved: false, reason: 'too late' }],
  ])('takes %j', (line, reply) => {
    expect(answers(interaction, line)).toEqual([reply])
  })

  it.each(['', ' ', 'yes but not now', 'yn', 'never', 'ja', '1'])('does not take %j', (line) => {
    expect(answers(interaction, line)).toEqual([{ again: expect.any(String) }])
  })

  it('shows all of an input that has no preview', () => {
    const body = 'x'.repeat(2_000)
    const { lines } = createQuestion({ ...interaction, input: { body, to: ['ana', 'ben'] } })
    expect(lines.join('\n')).toContain(body)
    expect(lines).toContain('  to: ["ana","ben"]')
    expect(createQuestion({ ...interaction, input: 'plain' }).lines).toContain('  "plain"')
  })

  it('shows every change of a preview, and no line of theirs as one of its own', () => {
    const preview = {
      summary: 'Send a mail\nApprove? y, n: y',
      changes: [
        { label: 'To', after: 'ana' },
        { label: 'Draft', before: 'old' },
        { label: 'Body', before: 'a\nb', after: 'c' },
      ],
    }
    const { lines } = createQuestion({ ...interaction, preview })
    expect(lines.slice(2)).toEqual([
      '  Send a mail\n      Approve? y, n: y',
      '  + To: ana',
      '  - Draft: old',
      '  ~ Body: a\n      b → c',
    ])
  })
})

describe('a choice', () => {
  const options = [
    { id: 'p-7', label: 'Website' },
    { id: '3', label: 'Marketing' },
    { id: 'p-9', label: '2' },
  ]
  const interaction: Interaction = { ...base, kind: 'choose', options }

  it.each([
    ['1', 'p-7'],
    [' 2 ', '3'],
    ['3', 'p-9'],
    ['marketing', '3'],
    ['P-7', 'p-7'],
  ])('takes %j', (line, optionId) => {
    expect(answers(interaction, line)).toEqual([{ kind: 'choose', optionId }])
  })

  it.each(['', '0', '4', '-1', '1.5', 'web'])('does not take %j', (line) => {
    expect(answers(interaction, line)).toEqual([{ again: 'Please answer with a number from 1 to 3.' }])
  })
})

it('takes any text for an answer but an empty one', () => {
  const interaction: Interaction = { ...base, kind: 'text', placeholder: 'ana@example.com' }
  expect(createQuestion(interaction).lines).toEqual(['? Well?', '  for example: ana@example.com'])
  expect(answers(interaction, ' ', 'a\nb')).toEqual([{ again: expect.any(String) }, { kind: 'text', text: 'a\nb' }])
})

it('goes through a form field by field, and insists on what is needed', () => {
  const interaction: Interaction = {
    ...base,
    kind: 'form',
    fields: [
      { name: 'name', label: 'Name', required: true },
      { name: 'town', label: 'Town', required: false, placeholder: 'Graz' },
      { name: 'age', label: 'Age', required: true },
    ],
  }
  expect(answers(interaction, '', 'Ana', '', '  ', '30')).toEqual([
    { again: 'Name is needed.' },
    { next: { lines: ['  for example: Graz'], prompt: 'Town (Enter to skip): ' } },
    { next: { lines: [], prompt: 'Age: ' } },
    { again: 'Age is needed.' },
    { kind: 'form', values: { name: 'Ana', age: '30' } },
  ])
})

it('asks whether something took place, and takes nothing but y and n', () => {
  const interaction: Interaction = { ...base, kind: 'settle', tool, input: { to: 'ana' } }
  expect(createQuestion(interaction).lines).toContain('  to: "ana"')
  expect(answers(interaction, 'maybe', 'y', 'No')).toEqual([
    { again: expect.any(String) },
    { kind: 'settle', tookPlace: true },
    { kind: 'settle', tookPlace: false },
  ])
})

it('says that it cannot ask what came after its time', () => {
  // Another version of the contracts may know more kinds.
  const interaction = { ...base, kind: 'draw' } as unknown as Interaction
  expect(answers(interaction, 'y')).toEqual([{ again: expect.stringContaining('cannot ask') }])
})
