// `llmgine ask` from start to exit against a loopback server, against a bare script that imports `openai` and asks the same.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startModelServer } from '@llmgine/testing/node'
import { interleave } from './harness/interleave.ts'
import { measureProgram } from './harness/measure-program.ts'
import { toTable } from './harness/to-table.ts'

const question = 'What do you say?'
const bareAsk = new URL('./ask/bare-ask.mjs', import.meta.url).pathname
const llmgine = new URL('../apps/cli/dist/main.js', import.meta.url).pathname

const server = await startModelServer({ replies: () => 'Nothing that would take long to say.' })
const data = mkdtempSync(join(tmpdir(), 'benchmark-'))
const env = {
  PATH: process.env.PATH,
  HOME: data,
  OPENAI_BASE_URL: server.baseUrl,
  OPENAI_API_KEY: 'none',
  LLMGINE_MODEL: 'test-model',
  LLMGINE_DATA: data,
}
try {
  const samples = await interleave({
    'script with openai': () => measureProgram([bareAsk, question], { env }),
    'llmgine ask': () => measureProgram([llmgine, 'ask', question], { env }),
  })
  console.log(`"${question}", asked once by a program of its own\n`)
  console.log(toTable(samples))
} finally {
  await server.close()
  rmSync(data, { recursive: true })
}
