import { Command, Option } from 'commander'
import { exitStatuses } from './exit-status.ts'
import { readVersion } from './version.ts'
import type { World } from './world.ts'

/** What a command line comes to: something to be run that answers with the exit status. */
export type Run = (world: World) => Promise<number>

/**
 * The commands and options of `llmgine`. Parsing only chooses what is to be run (`chosen`); the parts that do it are loaded then.
 */
export function createProgram(chosen: (run: Run) => void): Command {
  const program = new Command('llmgine')
    .description('Conversations with language models that may use tools, kept on your machine.')
    .version(readVersion(), '-V, --version')
    .helpOption('-h, --help')
    .addHelpText('after', `\n${examples}\n\n${statusTable()}\n\n${environment}`)
  const choose = (load: () => Promise<Run>): void => chosen(async (world) => (await load())(world))

  withModelOptions(program.command('chat', { isDefault: true }))
    .description('talk; with piped input, each line is a turn (the default command)')
    .option('-s, --session <id>', 'go on with an earlier conversation')
    .allowExcessArguments()
    .action((flags, { args }) =>
      choose(async () => {
        const { chat } = await import('./commands/chat.ts')
        return (world) => chat(world, { ...flags, rest: args })
      }),
    )
  withModelOptions(program.command('ask'))
    .description('ask one question; what is piped in goes with it')
    .argument('[question...]', 'the question')
    .option('-s, --session <id>', 'go on with an earlier conversation')
    .option('--json', 'print one JSON object: answer, toolCalls, usage, cost, session')
    .action((words, flags) =>
      choose(async () => {
        const { ask } = await import('./commands/ask.ts')
        return (world) => ask(world, { ...flags, question: words.join(' ') })
      }),
    )
  addSessions(program, choose)
  withEndpointOptions(program.command('doctor'))
    .description('show the endpoint, its models, where the data lies, and versions')
    .action((flags) =>
      choose(async () => {
        const { doctor } = await import('./commands/doctor.ts')
        return (world) => doctor(world, flags)
      }),
    )
  program
    .command('completion')
    .description('print a completion script for a shell')
    .argument('<shell>', 'bash, zsh or fish')
    .action((shell) =>
      choose(async () => {
        const { completion } = await import('./commands/completion.ts')
        return (world) => completion(world, { shell, program })
      }),
    )
  return program
}

function addSessions(program: Command, choose: (load: () => Promise<Run>) => void): void {
  const sessions = program.command('sessions').description('list or delete the conversations that are kept')
  withDataOption(sessions.command('list', { isDefault: true }))
    .description('list them, the latest first')
    .action((flags) =>
      choose(async () => {
        const { listSessions } = await import('./commands/list-sessions.ts')
        return (world) => listSessions(world, flags)
      }),
    )
  withDataOption(sessions.command('delete'))
    .description('delete one for good')
    .argument('<id>', 'its id, as the list shows it')
    .option('-y, --yes', 'do not ask')
    .action((id, flags) =>
      choose(async () => {
        const { deleteSession } = await import('./commands/delete-session.ts')
        return (world) => deleteSession(world, { ...flags, id })
      }),
    )
}

function withDataOption(command: Command): Command {
  return command.option('--data <folder>', 'where conversations are kept')
}

function withEndpointOptions(command: Command): Command {
  return withDataOption(command)
    .option('--base-url <url>', 'a server that speaks Chat Completions')
    .option('-m, --model <name>', 'the model; "offline" for the rules that need none')
}

function withModelOptions(command: Command): Command {
  return withEndpointOptions(command)
    .option('-f, --files <folder>', 'let tools read the files below this folder')
    .addOption(
      new Option('--approve <tools>', 'allow these tools without asking, by name, commas between').argParser(toList),
    )
    .option('--log', 'write a technical log to llmgine.log in the data folder')
}

function toList(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(',').map((name) => name.trim())].filter((name) => name !== '')
}

const examples = `Examples:
  llmgine                                      talk
  llmgine --files .                            talk about the files below this folder
  llmgine chat --session <id>                  go on with a conversation
  llmgine ask "what is 17 * 23"                one question
  git diff | llmgine ask "review this"         with what is piped in
  llmgine ask --json --approve todo_add "add milk to my list"
  llmgine sessions                             what there is to go on with
  llmgine doctor                               what is connected
  source <(llmgine completion bash)            complete commands with Tab`

const environment = `Environment:
  LITELLM_BASE_URL, LITELLM_API_KEY            a LiteLLM proxy
  OPENAI_BASE_URL, OPENAI_API_KEY              OpenAI, or a server that speaks its language
  LLMGINE_MODEL                                the model, unless --model names one
  LLMGINE_DATA                                 the data folder, unless --data names one
  NO_COLOR                                     no colours
With none of these, a LiteLLM, Ollama or LM Studio on this machine is used, else rules that need no model.
llmgine.config.json in the current folder may hold baseUrl, model, data and files.`

function statusTable(): string {
  const rows = Object.values(exitStatuses).map(([status, meaning]) => `  ${String(status).padStart(3)}  ${meaning}`)
  return `Exit status:\n${rows.join('\n')}`
}
