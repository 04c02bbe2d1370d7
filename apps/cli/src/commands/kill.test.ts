import { join } from 'node:path'
import { isMessage, type LoggedMessage, TurnFinished, TurnSubmit } from '@llmgine/contracts'
import { createSqliteStore } from '@llmgine/store-sqlite'
import { createSeededRandom } from '@llmgine/testing'
import { type ModelServer, type ModelServerRequest, startModelServer } from '@llmgine/testing/node'
import { describe, expect, test } from 'vitest'
import { createFolder, endOf, runCli, startCli } from '../__fixtures__/run-cli.ts'

/** Puts the last word of what the user says on the list, and then says that it did. */
const replies = ({ body }: ModelServerRequest) => {
  // The requests of the program are a list of chat messages; the assertions would show it if they were not.
  const last = (body.messages as { role: string; content: string }[]).at(-1)
  if (last?.role === 'tool') return { text: 'It is on your list now.', delayMs: 5, partDelayMs: 3 }
  const item = last?.content.split(' ').at(-1)
  return { toolCalls: [{ name: 'todo_add', arguments: { items: [item] } }], delayMs: 5, partDelayMs: 3 }
}

interface Run {
  readonly server: ModelServer
  readonly data: string
  readonly env: Record<string, string>
}

async function begin(): Promise<Run & AsyncDisposable> {
  const server = await startModelServer({ replies })
  const data = await createFolder()
  const env = { LITELLM_BASE_URL: server.baseUrl, LLMGINE_MODEL: 'test-model', LLMGINE_DATA: data }
  return { server, data, env, [Symbol.asyncDispose]: () => server.close() }
}

/** What the file holds after a process has died: the one conversation, and the to-do list. */
async function inspect({ data }: Run): Promise<{ session?: string; messages: LoggedMessage[]; items: string[] }> {
  await using store = createSqliteStore({ path: join(data, 'llmgine.db') })
  expect(await store.checkIntegrity()).toEqual([])
  const [summary] = (await store.log.sessions()).items
  const messages: LoggedMessage[] = []
  if (summary !== undefined) for await (const message of store.log.read(summary.id)) messages.push(message)
  const items: string[] = []
  for await (const [, value] of store.values.entries('todo/item/')) items.push(JSON.stringify(value))
  return { ...(summary === undefined ? {} : { session: summary.id }), messages, items }
}

function submitted(messages: readonly LoggedMessage[]): string[] {
  return messages.flatMap(({ message }) => (isMessage(TurnSubmit, message) ? [String(message.payload.content)] : []))
}

/** Runs `chat` with lines and kills it when `when` resolves. */
async function live(
  run: Run,
  lines: readonly string[],
  when: (said: AsyncIterable<string>) => Promise<void>,
): Promise<void> {
  const { session } = await inspect(run)
  const goOn = session === undefined ? [] : ['--session', session]
  const child = startCli(['chat', '--approve', 'todo_add', ...goOn], { env: run.env })
  const ended = endOf(child)
  child.stdin?.end(lines.map((line) => `${line}\n`).join(''))
  // The error stream tells of each stage as it comes, and the output of the answer.
  const said = async function* (): AsyncGenerator<string> {
    let all = ''
    for await (const chunk of child.stderr ?? []) {
      all += chunk
      yield all
    }
  }
  await when(said())
  child.kill('SIGKILL')
  await ended
}

/** Goes on without a kill, and checks that every line was answered once and put on the list once. */
async function finish(run: Run, lines: readonly string[]): Promise<void> {
  const before = await inspect(run)
  const left = lines.filter((line) => !submitted(before.messages).includes(line))
  const goOn = before.session === undefined ? [] : ['--session', before.session]
  const last = await runCli(['chat', '--approve', 'todo_add', ...goOn], {
    env: run.env,
    input: left.map((line) => `${line}\n`).join(''),
  })
  expect(last).toMatchObject({ status: 0, signal: null })
  const { messages, items } = await inspect(run)
  expect(messages.slice(0, before.messages.length)).toEqual(before.messages)
  expect(submitted(messages)).toEqual(lines)
  const finished = messages.flatMap(({ message }) => (isMessage(TurnFinished, message) ? [message.payload] : []))
  expect(finished.map(({ reason }) => reason)).toEqual(lines.map(() => 'answered'))
  expect(new Set(finished.map(({ turnId }) => turnId)).size).toBe(lines.length)
  const texts = items.map((item) => JSON.parse(item).text)
  expect(texts.toSorted()).toEqual(lines.map((line) => line.split(' ').at(-1)).toSorted())
}

describe('kill -9 in a conversation, and then chat --session', () => {
  test.each([
    ['as it begins', 'answers, by'],
    ['as the question is asked', '? Allow'],
    ['as the approved call begins', '● todo_add'],
    ['as the call has ended', '✓ todo_add'],
    ['as the turn has ended', 'tokens in'],
  ])('%s: goes on, and adds the item once', async (_name, sign) => {
    await using run = await begin()
    await live(run, ['add milk'], async (said) => {
      for await (const text of said) if (text.includes(sign)) return
    })
    await finish(run, ['add milk'])
  })

  const kills = process.env.LLMGINE_SOAK ? 60 : 5
  const seed = Date.now() % 100_000
  test(`at ${kills} random moments (seed ${seed}): nothing is lost or done twice`, {
    timeout: kills * 10_000,
  }, async () => {
    const random = createSeededRandom(seed)
    const lines = Array.from({ length: Math.ceil(kills * 1.2) }, (_, index) => `add item-${index}`)
    await using run = await begin()
    for (let kill = 0; kill < kills; kill++) {
      const before = await inspect(run)
      const left = lines.filter((line) => !submitted(before.messages).includes(line))
      await live(run, left, async (said) => {
        for await (const text of said) if (text.includes('answers, by')) break
        await new Promise((resolve) => setTimeout(resolve, random() * 200))
      })
      const after = await inspect(run)
      expect(after.messages.slice(0, before.messages.length)).toEqual(before.messages)
    }
    await finish(run, lines)
  })
})
