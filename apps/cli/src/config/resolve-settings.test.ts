import { describe, expect, test } from 'vitest'
import { resolveSettings } from './resolve-settings.ts'
import type { Sources } from './sources.ts'

const bare: Sources = { flags: {}, env: {}, file: {}, folder: '/srv/here', platform: 'linux', home: '/home/ana' }
const openAi = 'https://api.openai.com/v1'

/** What is given, and what of the settings it decides. Flag before environment before file before default. */
const table: readonly (readonly [name: string, given: Partial<Sources>, expected: object])[] = [
  ['nothing', {}, { dataFolder: '/home/ana/.local/share/llmgine', approve: [], log: false }],
  ['nothing: no endpoint, model or files', {}, { endpoint: undefined, model: undefined, filesFolder: undefined }],
  // data
  ['XDG_DATA_HOME', { env: { XDG_DATA_HOME: '/xdg' } }, { dataFolder: '/xdg/llmgine' }],
  ['relative XDG_DATA_HOME', { env: { XDG_DATA_HOME: 'xdg' } }, { dataFolder: '/home/ana/.local/share/llmgine' }],
  ['macOS', { platform: 'darwin' }, { dataFolder: '/home/ana/Library/Application Support/llmgine' }],
  ['file data', { file: { data: 'd' } }, { dataFolder: '/srv/here/d' }],
  ['LLMGINE_DATA over file', { env: { LLMGINE_DATA: '/e' }, file: { data: 'd' } }, { dataFolder: '/e' }],
  ['empty LLMGINE_DATA', { env: { LLMGINE_DATA: '' }, file: { data: 'd' } }, { dataFolder: '/srv/here/d' }],
  ['--data over all', { flags: { data: 'f' }, env: { LLMGINE_DATA: '/e' } }, { dataFolder: '/srv/here/f' }],
  // files
  ['--files', { flags: { files: '..' } }, { filesFolder: '/srv' }],
  ['file files', { file: { files: './docs' } }, { filesFolder: '/srv/here/docs' }],
  ['file files: the folder itself', { file: { files: '.' } }, { filesFolder: '/srv/here' }],
  ['--files over file', { flags: { files: 'a' }, file: { files: 'b' } }, { filesFolder: '/srv/here/a' }],
  // model
  ['file model', { file: { model: 'm' } }, { model: { name: 'm', from: 'llmgine.config.json' } }],
  [
    'LLMGINE_MODEL over file',
    { env: { LLMGINE_MODEL: 'e' }, file: { model: 'm' } },
    { model: { name: 'e', from: 'LLMGINE_MODEL' } },
  ],
  [
    '--model over all',
    { flags: { model: 'f' }, env: { LLMGINE_MODEL: 'e' } },
    { model: { name: 'f', from: '--model' } },
  ],
  // endpoint
  [
    'file baseUrl, never with a key',
    { file: { baseUrl: 'http://h' } },
    { endpoint: { name: 'endpoint', baseUrl: 'http://h/v1', from: 'llmgine.config.json' } },
  ],
  [
    'OPENAI_API_KEY alone',
    { env: { OPENAI_API_KEY: 'sk' } },
    { endpoint: { name: 'OpenAI', baseUrl: openAi, apiKey: 'sk', from: 'OPENAI_API_KEY' } },
  ],
  [
    'OPENAI_BASE_URL over file',
    { env: { OPENAI_BASE_URL: 'http://o/api/' }, file: { baseUrl: 'http://h' } },
    { endpoint: { name: 'OpenAI', baseUrl: 'http://o/api', apiKey: undefined, from: 'OPENAI_BASE_URL' } },
  ],
  [
    'LiteLLM over OpenAI, without /v1',
    { env: { LITELLM_BASE_URL: 'http://l:4000/proxy', LITELLM_API_KEY: 'lk', OPENAI_API_KEY: 'sk' } },
    { endpoint: { name: 'LiteLLM', baseUrl: 'http://l:4000/proxy/v1', apiKey: 'lk', from: 'LITELLM_BASE_URL' } },
  ],
  [
    'LiteLLM with /v1/',
    { env: { LITELLM_BASE_URL: 'https://l/v1/' } },
    { endpoint: { name: 'LiteLLM', baseUrl: 'https://l/v1', apiKey: undefined, from: 'LITELLM_BASE_URL' } },
  ],
  ['LITELLM_API_KEY alone names no endpoint', { env: { LITELLM_API_KEY: 'lk' } }, { endpoint: undefined }],
  [
    "--base-url over all, with LiteLLM's key",
    {
      flags: { baseUrl: '127.0.0.1:9' },
      env: { LITELLM_BASE_URL: 'http://l', LITELLM_API_KEY: 'lk', OPENAI_API_KEY: 'sk' },
    },
    { endpoint: { name: 'endpoint', baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'lk', from: '--base-url' } },
  ],
  [
    "--base-url that is OpenAI's, with OpenAI's key",
    { flags: { baseUrl: 'https://api.openai.com' }, env: { LITELLM_API_KEY: 'lk', OPENAI_API_KEY: 'sk' } },
    { endpoint: { name: 'endpoint', baseUrl: openAi, apiKey: 'sk', from: '--base-url' } },
  ],
  ['--model offline', { flags: { model: 'offline' }, env: { LITELLM_BASE_URL: 'http://l' } }, { endpoint: 'offline' }],
  ['LLMGINE_MODEL=offline', { env: { LLMGINE_MODEL: 'offline', OPENAI_API_KEY: 'sk' } }, { endpoint: 'offline' }],
  // what only flags decide
  ['--approve, --log', { flags: { approve: ['todo_add'], log: true } }, { approve: ['todo_add'], log: true }],
]

describe('resolveSettings', () => {
  test.each(table)('%s', (_name, given, expected) => {
    expect(resolveSettings({ ...bare, ...given })).toMatchObject(expected)
  })

  test.each([
    ['a file that opens a folder above its own', { file: { files: '..' } }, 'cli.bad_config'],
    ['a file that opens another folder', { file: { files: '/etc' } }, 'cli.bad_config'],
    ['an address that is none', { flags: { baseUrl: 'http://' } }, 'cli.bad_base_url'],
    ['another protocol', { env: { OPENAI_BASE_URL: 'ftp://h' } }, 'cli.bad_base_url'],
    ['a password in the address', { env: { LITELLM_BASE_URL: 'http://me:canary@h' } }, 'cli.bad_base_url'],
  ])('refuses %s', (_name, given, code) => {
    const refused = (): unknown => resolveSettings({ ...bare, ...given })
    expect(refused).toThrow(expect.objectContaining({ code }))
    expect(refused).not.toThrow(/canary/)
  })

  test('on Windows data lies in the local application data', () => {
    const machine = { platform: 'win32', home: 'C:\\Users\\ana' } as const
    const local = resolveSettings({ ...bare, ...machine, env: { LOCALAPPDATA: 'D:\\Local' } }).dataFolder
    expect(local).toBe('D:\\Local\\llmgine')
    expect(resolveSettings({ ...bare, ...machine }).dataFolder).toBe('C:\\Users\\ana\\AppData\\Local\\llmgine')
  })
})
