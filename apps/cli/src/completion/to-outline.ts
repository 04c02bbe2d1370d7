import type { Command } from 'commander'

/** What can be completed. */
export interface Outline {
  readonly commands: readonly OutlineCommand[]
}

/** A command by all its words (`sessions delete`; empty for the program itself), and what may follow it. */
export interface OutlineCommand {
  readonly words: string
  readonly subcommands: readonly { readonly name: string; readonly description: string }[]
  readonly options: readonly OutlineOption[]
}

export interface OutlineOption {
  /** `--data` */
  readonly name: string
  readonly description: string
  /** What its value is; absent when it takes none. */
  readonly takes?: 'folder' | 'text' | undefined
}

/** Reads from the program what can be completed. */
export function toOutline(program: Command): Outline {
  return { commands: outlineOf(program, '') }
}

function outlineOf(command: Command, words: string): readonly OutlineCommand[] {
  const options = command.options
    .filter(({ long }) => long !== undefined)
    .map((option) => ({
      name: option.long ?? '',
      description: option.description,
      takes: takes(option.flags),
    }))
  const own: OutlineCommand = {
    words,
    subcommands: command.commands.map((sub) => ({ name: sub.name(), description: sub.description() })),
    options: [...options, { name: '--help', description: 'show help' }],
  }
  const below = command.commands.flatMap((sub) => outlineOf(sub, words === '' ? sub.name() : `${words} ${sub.name()}`))
  return [own, ...below]
}

function takes(flags: string): OutlineOption['takes'] {
  if (flags.includes('<folder>')) return 'folder'
  return flags.includes('<') ? 'text' : undefined
}
