import { LlmgineError } from '@llmgine/contracts'
import { describe, expect, it } from 'vitest'
import { redact } from './redact.ts'

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'
const privateKey = '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----'

describe('redact', () => {
  it.for([
    'apiKey',
    'api_key',
    'OPENAI_API_KEY',
    'x-api-key',
    'Authorization',
    'proxy-authorization',
    'password',
    'dbPassword',
    'passwordHash',
    'token',
    'accessToken',
    'refresh_token',
    'DISCORD_TOKEN',
    'clientSecret',
    'secret',
    'credentials',
    'cookie',
    'set-cookie',
    'privateKey',
    'AWS_SECRET_ACCESS_KEY',
  ])('takes out what stands under %s, of whatever kind', (name) => {
    expect(redact({ [name]: 'plain words' })).toEqual({ [name]: '[redacted]' })
    expect(redact({ in: [{ [name]: { nested: 'plain words' } }] })).toEqual({ in: [{ [name]: '[redacted]' }] })
  })

  it.for([
    ['sent Bearer abc123def456 along', 'sent Bearer [redacted] along'],
    ['key sk-proj-Abc_123-456xyz!', 'key [redacted]!'],
    ['key sk-1234', 'key [redacted]'],
    [`token is ${jwt}.`, 'token is [redacted].'],
    ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', '[redacted]'],
    ['xoxb-123456789012-abcdefghijkl', '[redacted]'],
    ['ntn_12345678901abcdefghijk', '[redacted]'],
    ['AKIAIOSFODNN7EXAMPLE', '[redacted]'],
    [`MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.${'x'.repeat(27)}`, '[redacted]'],
    [`before ${privateKey} after`, 'before [redacted] after'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic [redacted]'],
    ['postgres://ana:hunter2@db.example.com/app', 'postgres://[redacted]@db.example.com/app'],
    ['GET /v1?api_key=abcdef&limit=5', 'GET /v1?api_key=[redacted]&limit=5'],
    ['{"password": "correct horse", "limit": 5}', '{"password": "[redacted]", "limit": 5}'],
    ['password: hunter22', 'password: [redacted]'],
  ])('takes the secret out of %o', ([text, safe]) => {
    expect(redact(text)).toBe(safe)
    expect(redact({ note: [text] })).toEqual({ note: [safe] })
  })

  it.for([
    { inputTokens: 12, outputTokens: 34, maxTokens: 99, token: 5 },
    { onceKey: 'step:1', key: 'list', author: 'Ana', secretary: 'Ben', tokenizer: 'o200k' },
    { hasPassword: true, token: null, password: '' },
    'Basic mathematics and a bearer of good news',
    'Your password is required. The risk-assessment of task-list sk-SK. Token: five left.',
    'See https://example.com:8080/path?limit=5@home',
    [1, 'two', null, false, { three: 3.5 }],
  ])('leaves %o as it is', (value) => {
    expect(redact(value)).toEqual(value)
  })

  it('takes out the secrets it is told of, whatever they look like', () => {
    const options = { secrets: ['correct-horse', 'abc'] }
    expect(redact({ note: 'it is correct-horse!', 'correct-horse': 'abc' }, options)).toEqual({
      note: 'it is [redacted]!',
      '[redacted]': 'abc',
    })
  })

  it('does not let a secret through that is cut off by the limit', () => {
    const text = `${'x '.repeat(45)}Bearer abcdefghijklmnopqrstuvwxyz`
    for (let maxCharacters = 85; maxCharacters < 125; maxCharacters += 1) {
      expect(redact(text, { maxCharacters })).not.toMatch(/abc/)
    }
  })

  it('bounds texts, lists, depth and the whole', () => {
    expect(redact('abcdefghij', { maxCharacters: 4 })).toBe('abcd… (10 characters)')
    expect(redact({ a: { b: { c: { d: 1 } }, l: [[1]] } }, { maxDepth: 2 })).toEqual({
      a: { b: '[object]', l: '[list of 1]' },
    })
    const wide = redact({ list: Array.from({ length: 1e5 }, (_, index) => ({ index })) })
    expect(JSON.stringify(wide).length).toBeLessThan(20_000)
    expect(JSON.stringify(wide)).toContain('more]')
    const many = redact(Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`key-${index}`, index])))
    expect(Object.keys(many as object).length).toBeLessThanOrEqual(1_001)
  })

  it('makes plain data of what is none', () => {
    const circular: Record<string, unknown> = { name: 'loop' }
    circular.self = circular
    const odd = {
      circular,
      date: new Date(0),
      bytes: new Uint8Array(12),
      map: new Map([['password', 'x']]),
      big: 12n,
      run: Symbol('s'),
      error: new LlmgineError('test.failed', 'sent Bearer abcdef123', { cause: new Error('sk-12345678') }),
      get broken() {
        throw new Error('no')
      },
      nothing: undefined,
    }
    expect(redact(odd)).toEqual({
      circular: { name: 'loop', self: '[circular]' },
      date: '1970-01-01T00:00:00.000Z',
      bytes: '[12 bytes]',
      map: '[Map of 1]',
      big: '12',
      run: 'Symbol(s)',
      error: {
        name: 'LlmgineError',
        message: 'sent Bearer [redacted]',
        code: 'test.failed',
        details: {},
        retryable: false,
        cause: { name: 'Error', message: '[redacted]' },
      },
      broken: '[unreadable]',
    })
  })

  it('neither changes the value nor the prototype of anything', () => {
    const value = { password: 'x', list: [{ token: 'abc' }] }
    redact(value)
    expect(value).toEqual({ password: 'x', list: [{ token: 'abc' }] })
    const safe = redact(JSON.parse('{"__proto__": {"isAdmin": true}}')) as { isAdmin?: boolean }
    expect(safe.isAdmin).toBeUndefined()
    expect(JSON.stringify(safe)).toBe('{"__proto__":{"isAdmin":true}}')
  })

  it('takes no longer than the text is long, whatever the text', () => {
    const nasty = [
      '-',
      'a-',
      'eyJ',
      'eyJaaaaa.',
      'bearer ',
      'password',
      'password:',
      'a:b',
      '://a:',
      '-----BEGIN PRIVATE KEY-----',
      'sk',
      '.x',
    ]
    const start = performance.now()
    for (const piece of nasty) redact(piece.repeat(20_000), { maxCharacters: 100_000 })
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
