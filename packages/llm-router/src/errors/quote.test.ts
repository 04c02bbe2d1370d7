import { describe, expect, it } from 'vitest'
import { quote } from './quote.ts'

describe('quote', () => {
  it.each([
    ['what is known to be secret', 'The key hunter2-long is wrong', 'The key [redacted] is wrong'],
    [
      'what looks like a key',
      'Incorrect API key provided: sk-proj-abc123***xyz',
      'Incorrect API key provided: [redacted]',
    ],
    ['a bearer token', 'Got "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x"', 'Got "[redacted]"'],
  ])('hides %s', (_, text, expected) => {
    expect(quote(text, ['hunter2-long', ''])).toBe(expected)
  })

  it('leaves ordinary words alone', () => {
    const text = 'The sky-blue key of model gpt-5-mini is asked with key "a".'
    expect(quote(text, [])).toBe(text)
  })

  it('makes one line of at most 300 characters, and cuts no secret in two', () => {
    expect(quote(' a\n\tb ', [])).toBe('a b')
    const long = quote(`${'x'.repeat(290)} verysecretvalue`, ['verysecretvalue'])
    expect(long).toHaveLength(300)
    expect(long).not.toContain('very')
  })
})
