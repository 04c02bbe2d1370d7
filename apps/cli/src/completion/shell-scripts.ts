import type { Outline, OutlineCommand } from './to-outline.ts'

/** For each shell, what writes its completion script. */
export const shellScripts: ReadonlyMap<string, (outline: Outline) => string> = new Map([
  ['bash', toBash],
  ['zsh', toZsh],
  ['fish', toFish],
])

/** The words of the command line that are commands choose the candidates; what follows an option that takes a folder is one. */
function toBash({ commands }: Outline): string {
  const names = new Set(commands.flatMap(({ subcommands }) => subcommands.map(({ name }) => name)))
  const cases = commands.map(
    (command) => `    '${command.words}') candidates='${candidatesOf(commands, command).join(' ')}' ;;`,
  )
  return `# llmgine completion for bash: source <(llmgine completion bash)
_llmgine() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words='' candidates='' index
  case $before in
    ${optionsThat(commands, 'folder').join('|')}) COMPREPLY=($(compgen -d -- "$word")); return ;;
    ${optionsThat(commands, 'text').join('|')}) COMPREPLY=(); return ;;
  esac
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in
      ${[...names].join('|')}) words="\${words:+$words }\${COMP_WORDS[index]}" ;;
    esac
  done
  case $words in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$candidates" -- "$word"))
}
complete -F _llmgine llmgine
`
}

function toZsh({ commands }: Outline): string {
  const names = new Set(commands.flatMap(({ subcommands }) => subcommands.map(({ name }) => name)))
  const cases = commands.map((command) => {
    const described = [...command.subcommands, ...optionsOf(commands, command)]
    return `    '${command.words}') candidates=(${described.map((one) => `'${one.name}:${plain(one.description)}'`).join(' ')}) ;;`
  })
  return `#compdef llmgine
# llmgine completion for zsh: source <(llmgine completion zsh)
_llmgine() {
  local -a candidates
  local found='' word
  case $words[CURRENT-1] in
    ${optionsThat(commands, 'folder').join('|')}) _files -/; return ;;
    ${optionsThat(commands, 'text').join('|')}) return ;;
  esac
  for word in \${words[2,CURRENT-1]}; do
    case $word in
      ${[...names].join('|')}) found="\${found:+$found }$word" ;;
    esac
  done
  case $found in
${cases.join('\n')}
  esac
  _describe 'llmgine' candidates
}
if [ "$funcstack[1]" = "_llmgine" ]; then _llmgine "$@"; else compdef _llmgine llmgine; fi
`
}

function toFish({ commands }: Outline): string {
  const lines = commands.flatMap((command) => {
    const words = command.words.split(' ').filter((word) => word !== '')
    const further = command.subcommands.map(({ name }) => name)
    const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`)
    const unseen = further.length > 0 ? [`not __fish_seen_subcommand_from ${further.join(' ')}`] : []
    const when = `-n '${[...seen, ...unseen].join('; and ')}'`
    return [
      ...command.subcommands.map(
        ({ name, description }) => `complete -c llmgine -f ${when} -a ${name} -d '${plain(description)}'`,
      ),
      ...optionsOf(commands, command).map(({ name, description, takes }) => {
        const value = takes === undefined ? '' : takes === 'folder' ? " -r -a '(__fish_complete_directories)'" : ' -x'
        return `complete -c llmgine ${when} -l ${name.slice(2)}${value} -d '${plain(description)}'`
      }),
    ]
  })
  return `# llmgine completion for fish: llmgine completion fish | source\ncomplete -c llmgine -f\n${lines.join('\n')}\n`
}

function candidatesOf(commands: readonly OutlineCommand[], command: OutlineCommand): readonly string[] {
  return [...command.subcommands, ...optionsOf(commands, command)].map(({ name }) => name)
}

/** A command's options; the program itself also takes those of its default command, \`sessions\` those of \`sessions list\`. */
function optionsOf(commands: readonly OutlineCommand[], command: OutlineCommand): OutlineCommand['options'] {
  const defaults = new Map([
    ['', 'chat'],
    ['sessions', 'sessions list'],
  ])
  const fallback = commands.find(({ words }) => words === defaults.get(command.words))
  const all = [...command.options, ...(fallback?.options ?? [])]
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index)
}

function optionsThat(commands: readonly OutlineCommand[], takes: 'folder' | 'text'): readonly string[] {
  const options = commands.flatMap((command) => command.options.filter((option) => option.takes === takes))
  return [...new Set(options.map(({ name }) => name))]
}

/** Fit for single quotes in every one of the shells, and for the colon that zsh parts with. */
function plain(text: string): string {
  return text.replaceAll(/['\\\\]/g, '').replaceAll(':', '\\\\:')
}
