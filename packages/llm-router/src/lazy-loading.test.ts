import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

/** Prints every module of `openai` and of the transport that is loaded, before and after the first call. */
const program = `
import { registerHooks } from 'node:module'
const loaded = []
registerHooks({ load(url, context, next) { if (/node_modules|transport/.test(url)) loaded.push(url); return next(url, context) } })
const { createRouter, serveModels } = await import('@llmgine/llm-router')
const router = createRouter({ endpoints: { a: { baseUrl: 'http://127.0.0.1:9' } }, routes: { chat: ['a/m'] }, budget: { attempts: 1 } })
const before = loaded.length
const failure = await router.generate({ messages: [] }).catch((error) => error.code)
console.log(JSON.stringify({ before, loadsClient: loaded.some((url) => url.includes('openai')), failure }))
`

it('loads the client and the transport with the first call, not with the package', async () => {
  const options = { cwd: import.meta.dirname, timeout: 30_000 }
  const command = ['--conditions=@llmgine/source', '--input-type=module', '--eval', program]
  const { stdout } = await promisify(execFile)(process.execPath, command, options)
  expect(JSON.parse(stdout)).toEqual({ before: 0, loadsClient: true, failure: 'model.unreachable' })
})
