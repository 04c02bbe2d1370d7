import type {
  ApproveInteraction,
  ChooseInteraction,
  FormInteraction,
  Interaction,
  InteractionReply,
  PreviewChange,
  SettleInteraction,
  TextInteraction,
} from '@llmgine/contracts'

/** A question as it is put to somebody who types lines. */
export interface Question {
  /** What is to be read before answering. */
  readonly lines: readonly string[]
  /** What stands before the line that is typed. */
  readonly prompt: string
  /** Whether the answer is free text, which may have several lines. */
  readonly isText: boolean
  /** Takes a line: it answers, or a further one is needed, or it will not do. */
  answer(
    line: string,
  ): InteractionReply | { readonly next: Pick<Question, 'lines' | 'prompt'> } | { readonly again: string }
}

/** Puts an interaction into lines, whatever its kind. */
export function createQuestion(interaction: Interaction): Question {
  switch (interaction.kind) {
    case 'approve':
      return approve(interaction)
    case 'choose':
      return choose(interaction)
    case 'text':
      return askText(interaction)
    case 'form':
      return form(interaction)
    case 'settle':
      return settle(interaction)
    default:
      return unknown(interaction)
  }
}

function approve({ title, tool, input, preview }: ApproveInteraction): Question {
  const changes = preview?.changes?.map(describeChange) ?? []
  const what = preview === undefined ? describeInput(input) : [`  ${indent(preview.summary)}`, ...changes]
  return {
    lines: [`? ${indent(title)}`, `  ${tool.name} (${tool.effects})`, ...what],
    prompt: 'Approve? y, n, or n and a reason: ',
    isText: false,
    answer(line) {
      const [word = '', reason = ''] = splitWord(line)
      if (isYes(word) && reason === '') return { kind: 'approve', approved: true }
      if (!isNo(word)) return { again: 'Please answer y or n; a reason may follow the n.' }
      return reason === '' ? { kind: 'approve', approved: false } : { kind: 'approve', approved: false, reason }
    },
  }
}

function choose({ title, options }: ChooseInteraction): Question {
  const lines = options.map(({ label, description }, index) => {
    return `  ${index + 1}) ${label}${description === undefined ? '' : `  ${description}`}`
  })
  return {
    lines: [`? ${indent(title)}`, ...lines],
    prompt: `1 to ${options.length}: `,
    isText: false,
    answer(line) {
      const text = line.trim().toLowerCase()
      const named = options.find(({ id, label }) => id.toLowerCase() === text || label.toLowerCase() === text)
      const option = options[/^\d+$/.test(text) ? Number(text) - 1 : -1] ?? named
      if (option === undefined) return { again: `Please answer with a number from 1 to ${options.length}.` }
      return { kind: 'choose', optionId: option.id }
    },
  }
}

/** An empty line is no answer: it may have been meant for what was being typed when the question came. */
function askText({ title, placeholder }: TextInteraction): Question {
  return {
    lines: [`? ${indent(title)}`, ...(placeholder === undefined ? [] : [`  for example: ${placeholder}`])],
    prompt: '? ',
    isText: true,
    answer: (text) => (text.trim() === '' ? { again: 'Please type an answer.' } : { kind: 'text', text }),
  }
}

function form({ title, fields }: FormInteraction): Question {
  const values: Record<string, string> = {}
  let at = 0
  const describe = (): Pick<Question, 'lines' | 'prompt'> => {
    const field = fields[at]
    const hint = field?.placeholder === undefined ? [] : [`  for example: ${field.placeholder}`]
    const optional = field?.required === false ? ' (Enter to skip)' : ''
    return { lines: hint, prompt: `${field?.label ?? 'Enter'}${optional}: ` }
  }
  const first = describe()
  return {
    lines: [`? ${indent(title)}`, ...first.lines],
    prompt: first.prompt,
    isText: true,
    answer(line) {
      const field = fields[at]
      if (field?.required && line.trim() === '') return { again: `${field.label} is needed.` }
      if (field !== undefined && line !== '') values[field.name] = line
      at += 1
      return at < fields.length ? { next: describe() } : { kind: 'form', values }
    },
  }
}

function settle({ title, tool, input }: SettleInteraction): Question {
  return {
    lines: [
      `? ${indent(title)}`,
      `  ${tool.name} (${tool.effects})`,
      ...describeInput(input),
      '  Nobody knows whether this took place.',
    ],
    prompt: 'Did it take place? y or n: ',
    isText: false,
    answer(line) {
      if (isYes(line.trim())) return { kind: 'settle', tookPlace: true }
      if (isNo(line.trim())) return { kind: 'settle', tookPlace: false }
      return { again: 'Please look, and answer y if it took place or n if it did not.' }
    },
  }
}

/** Of a kind that came after this version. */
function unknown({ title }: { readonly title: string }): Question {
  const again = 'This terminal cannot ask that. Answer it elsewhere, or stop the turn with Ctrl-C.'
  return { lines: [`? ${indent(title)}`, `  ${again}`], prompt: '', isText: false, answer: () => ({ again }) }
}

/** All of it: nobody can approve what is not shown. */
function describeInput(input: unknown): readonly string[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return [`  ${JSON.stringify(input)}`]
  return Object.entries(input).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`)
}

function describeChange({ label, before, after }: PreviewChange): string {
  if (before === undefined) return indent(`  + ${label}: ${after ?? ''}`)
  if (after === undefined) return indent(`  - ${label}: ${before}`)
  return indent(`  ~ ${label}: ${before} → ${after}`)
}

/** Lines within a text stand further right than ours, so that none of them passes for one of ours. */
function indent(text: string): string {
  return text.replaceAll('\n', '\n      ')
}

/** The first word, and what follows it. */
function splitWord(line: string): readonly [string, string] {
  const [, word = '', rest = ''] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(line) ?? []
  return [word, rest]
}

function isYes(word: string): boolean {
  return /^(y|yes)$/i.test(word)
}

/** A comma or colon may stand between the word and its reason. */
function isNo(word: string): boolean {
  return /^(n|no)[,:]?$/i.test(word)
}
