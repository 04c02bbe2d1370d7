import type { Interaction, InteractionReply } from '@llmgine/contracts'
import { actor } from './stage.ts'

/** A question of one kind, what of it must be to be seen, and a reply that fits. */
export interface InteractionExample {
  readonly title: string
  readonly interaction: Interaction
  readonly seen: readonly string[]
  readonly reply: InteractionReply
}

const tool = { name: 'assign_task', version: '1', effects: 'create' } as const
const base = { entitled: { actorIds: [actor.id] }, askedBy: actor }

/** One of each kind, and a refusal. */
export const examples: readonly InteractionExample[] = [
  {
    title: 'approve',
    interaction: {
      ...base,
      id: 'approve-1',
      kind: 'approve',
      title: 'May this task be assigned?',
      tool,
      input: { title: 'Poster' },
      inputDigest: '0'.repeat(64),
      preview: {
        summary: 'Assign "Poster" to Ben',
        changes: [
          { label: 'Person', before: 'Nobody', after: 'Ben' },
          { label: 'Due', after: '27 November' },
        ],
      },
    },
    seen: ['May this task be assigned?', 'Assign "Poster" to Ben', 'Person', 'Nobody', 'Due', '27 November'],
    reply: { kind: 'approve', approved: true },
  },
  {
    title: 'approve without a preview',
    interaction: {
      ...base,
      id: 'approve-2',
      kind: 'approve',
      title: 'May this task be assigned?',
      tool,
      input: { title: 'Leaflet', person: 'Cleo' },
      inputDigest: '0'.repeat(64),
    },
    seen: ['May this task be assigned?', 'assign_task', 'Leaflet', 'Cleo'],
    reply: { kind: 'approve', approved: false, reason: 'Cleo is away' },
  },
  {
    title: 'choose',
    interaction: {
      ...base,
      id: 'choose-1',
      kind: 'choose',
      title: 'Which project?',
      options: [
        { id: 'p-1', label: 'Website' },
        { id: 'p-2', label: 'Marketing', description: 'Spring campaign' },
      ],
    },
    seen: ['Which project?', 'Website', 'Marketing', 'Spring campaign'],
    reply: { kind: 'choose', optionId: 'p-2' },
  },
  {
    title: 'text',
    interaction: {
      ...base,
      id: 'text-1',
      kind: 'text',
      title: 'What is your address?',
      placeholder: 'ana@example.com',
    },
    seen: ['What is your address?'],
    reply: { kind: 'text', text: 'ana@example.org' },
  },
  {
    title: 'form',
    interaction: {
      ...base,
      id: 'form-1',
      kind: 'form',
      title: 'Who is the guest?',
      fields: [
        { name: 'name', label: 'Full name', required: true },
        { name: 'town', label: 'Town', required: false },
      ],
    },
    seen: ['Who is the guest?', 'Full name'],
    reply: { kind: 'form', values: { name: 'Dora Lang', town: 'Graz' } },
  },
  {
    title: 'settle',
    interaction: {
      ...base,
      id: 'settle-1',
      kind: 'settle',
      title: 'Was the task assigned?',
      tool,
      input: { title: 'Poster' },
    },
    seen: ['Was the task assigned?', 'assign_task', 'Poster'],
    reply: { kind: 'settle', tookPlace: false },
  },
]

/** Two questions that are asked one after the other. */
export function questionsInARow(): readonly [Interaction, Interaction] {
  const text = { ...base, kind: 'text' } as const
  return [
    { ...text, id: 'row-1', title: 'What is the first word?' },
    { ...text, id: 'row-2', title: 'What is the second word?' },
  ]
}
