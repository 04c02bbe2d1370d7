// A chat turn with one tool call over loopback HTTP, against the bare `openai` client doing the same by hand. The server is another
// process, so that the CPU time counted is the client's alone.
import { interleave } from './harness/interleave.ts'
import { measureFunction } from './harness/measure-function.ts'
import { toTable } from './harness/to-table.ts'
import { createBareTurn } from './turn/bare-turn.ts'
import { createLlmgineTurn } from './turn/llmgine-turn.ts'
import { startServer } from './turn/start-server.ts'

const turnsPerRound = 100

const server = await startServer()
await using withSqlite = await createLlmgineTurn(server.baseUrl, 'sqlite')
await using withMemory = await createLlmgineTurn(server.baseUrl, 'memory')
const bare = createBareTurn(server.baseUrl)

const answers = new Set([await bare(), await withSqlite.run(), await withMemory.run()])
if (answers.size !== 1) throw new Error(`The candidates must answer alike, got ${[...answers].join(' | ')}`)

const turns = (run: () => Promise<string>) => () =>
  measureFunction(async () => {
    for (let turn = 0; turn < turnsPerRound; turn++) await run()
  })
const samples = await interleave({
  'openai by hand': turns(bare),
  'llmgine, SQLite log': turns(withSqlite.run),
  'llmgine, memory log': turns(withMemory.run),
})
console.log(`${turnsPerRound} turns, one after another, each two streamed completions and one tool call\n`)
console.log(toTable(samples))
server.stop()
