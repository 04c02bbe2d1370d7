import type { PersonalQuestions } from '../conversation/ask-person.ts'
import type { Surface } from '../conversation/surface.ts'
import type { TerminalCommand } from '../terminal-command.ts'
import { createComposer } from './create-composer.ts'
import { parseCommand, runCommand } from './run-command.ts'

/** Takes lines to where they belong. */
export interface LineRouter {
  enter(line: string, pasted: boolean): void
  /** Whether an input of several lines has begun. */
  readonly isComposing: boolean
  /** Throws away what has begun. */
  discard(): void
}

/** Where lines may go. */
export interface LineRouterOptions {
  readonly surface: Surface
  readonly questions: PersonalQuestions
  readonly commands: readonly TerminalCommand[]
  readonly submit: (content: string) => void
  readonly signal: AbortSignal
}

/**
 * A line goes to the question that is asked, to a slash command, else to the input that is being composed. What is pasted never answers a
 * yes or no, because it was not written for it.
 */
export function createLineRouter(options: LineRouterOptions): LineRouter {
  const { surface, questions, commands, submit, signal } = options
  const inputs = createComposer()
  const answers = createComposer()
  const composer = (): typeof inputs => (questions.asking === undefined ? inputs : answers)

  const commandIn = (line: string): ReturnType<typeof parseCommand> => {
    const command = composer().isOpen ? undefined : parseCommand(line)
    const isKnown = commands.some(({ name }) => name === command?.name)
    // An answer may look like a command; only those there are count then.
    return isKnown || questions.asking === undefined ? command : undefined
  }

  return {
    enter(line, pasted) {
      const { asking } = questions
      const command = pasted ? undefined : commandIn(line)
      if (command !== undefined) void runCommand(command, { commands, surface, signal })
      else if (asking === undefined || asking.isText) {
        const text = composer().add(line, pasted)
        if (text === undefined) return
        if (asking !== undefined) questions.answer(text)
        else if (text.trim() !== '') submit(text)
      } else if (!pasted) questions.answer(line)
    },
    get isComposing() {
      return composer().isOpen
    },
    discard: () => composer().clear(),
  }
}
