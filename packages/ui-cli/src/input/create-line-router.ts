import type { PersonalQuestions } from '../conversation/ask-person.ts'
import type { Surface } from '../conversation/surface.ts'
import type { TerminalCommand } from '../terminal-command.ts'
import { createComposer } from './create-composer.ts'
import { parseCommand, runCommand } from './run-command.ts'

/** Takes lines to where they belong. */
export interface LineRouter {
  enter(line: string, pasted: boolean): void
  /** The lines so far of an input that has begun. */
  readonly composing: readonly string[]
  /** Throws away what has begun. */
  discard(): void
}

/** Where lines may go. */
export interface LineRouterOptions {
  readonly surface: Surface
  readonly questions: PersonalQuestions
  readonly commands: readonly TerminalCommand[]
  readonly submit: (content: string) => void
  /** Shows what was typed for something else than an input. */
  readonly echo: (text: string) => void
  readonly signal: AbortSignal
}

/**
 * A line goes to the question that is asked, to a slash command, else to the input that is being composed. What is pasted never answers a
 * yes or no, because it was not written for it.
 */
export function createLineRouter(options: LineRouterOptions): LineRouter {
  const { surface, questions, commands, submit, echo, signal } = options
  const inputs = createComposer()
  const answers = createComposer()
  const composer = (): typeof inputs => (questions.asking === undefined ? inputs : answers)

  const commandIn = (line: string): ReturnType<typeof parseCommand> => {
    const command = composer().lines.length > 0 ? undefined : parseCommand(line)
    const isKnown = commands.some(({ name }) => name === command?.name)
    // An answer may look like a command; only those there are count then.
    return isKnown || questions.asking === undefined ? command : undefined
  }

  const reply = (text: string | undefined): void => {
    if (text === undefined) return
    echo(text)
    questions.answer(text)
  }

  return {
    enter(line, pasted) {
      const { asking } = questions
      const command = pasted ? undefined : commandIn(line)
      if (command !== undefined) {
        echo(line)
        void runCommand(command, { commands, surface, signal })
      } else if (asking === undefined) {
        const content = inputs.add(line, pasted)
        if (content !== undefined && content.trim() !== '') submit(content)
      } else if (asking.isText) reply(answers.add(line, pasted))
      else if (!pasted) reply(line)
    },
    get composing() {
      return composer().lines
    },
    discard: () => composer().clear(),
  }
}
