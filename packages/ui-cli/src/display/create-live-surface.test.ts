import { createFakeClock, createSeededRandom } from '@llmgine/testing'
import { describe, expect, it } from 'vitest'
import { createVirtualTerminal } from '../__fixtures__/virtual-terminal.ts'
import { createLiveSurface, type LiveInput } from './create-live-surface.ts'

function setUp(columns = 30, rows = 12) {
  const terminal = createVirtualTerminal({ columns, rows })
  const clock = createFakeClock()
  const input: { now: LiveInput } = { now: { above: [], line: { prompt: '> ', text: '', cursor: 0 } } }
  const surface = createLiveSurface({ output: terminal.output, colors: false, clock, input: () => input.now })
  return { terminal, clock, input, surface }
}

const prose =
  'The quick brown fox jumps over the lazy dog, again and again and again.\n\nAnd 漢字漢字漢字漢字漢字漢字漢字漢字 too, 🙂🙂🙂🙂.\n'

/** What an editor that breaks lines between words makes of a text, at most `width` wide. */
function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = ['']
    for (const word of paragraph.split(' ')) {
      const line = lines.at(-1) ?? ''
      if (line === '') lines[lines.length - 1] = word
      else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
      else lines.push(word)
    }
    return lines
  })
}

describe('an answer', () => {
  it('is broken between words, wherever its parts were cut and whatever stands below it', async () => {
    const text = prose.split('\n')[0] ?? ''
    const seed = 7
    const random = createSeededRandom(seed)
    for (let round = 0; round < 30; round += 1) {
      const { surface, terminal, clock } = setUp()
      surface.status('thinking')
      for (let at = 0; at < text.length; ) {
        const length = 1 + Math.floor(random() * 9)
        surface.say(text.slice(at, at + length))
        if (random() < 0.3) await clock.advance(100)
        at += length
      }
      surface.endMessage()
      surface.close()
      expect(
        (await terminal.screen()).split('\n').map((line) => line.trimEnd()),
        `seed ${seed}, round ${round}`,
      ).toEqual(wrap(text, 29))
    }
  })

  it('is whole when it is longer than the screen is high, with rows below it all the while', async () => {
    const { surface, terminal, clock } = setUp(40, 8)
    const lines = Array.from({ length: 60 }, (_, number) => `line ${number} of the answer`)
    surface.status('thinking')
    for (const line of lines) {
      surface.say(`${line}\n`)
      await clock.advance(50)
    }
    surface.endMessage()
    surface.close()
    expect((await terminal.screen()).split('\n')).toEqual(lines)
  })

  it('keeps lines of code whole, so that they are copied as they are', async () => {
    const code = [
      'x'.repeat(29),
      'y'.repeat(30),
      'z'.repeat(31),
      'w'.repeat(60),
      'w'.repeat(95),
      `${'漢'.repeat(15)}!`,
      '',
    ]
    for (const length of [1, 7, 1_000]) {
      const { surface, terminal } = setUp()
      const text = ['```', ...code, '```', ''].join('\n')
      for (let at = 0; at < text.length; at += length) surface.say(text.slice(at, at + length))
      surface.endMessage()
      surface.close()
      expect((await terminal.screen()).split('\n'), `in pieces of ${length}`).toEqual([
        '```',
        ...code.map((line) => line.replace('\t', '')),
        '```',
      ])
    }
  })

  it('breaks a word that is wider than the screen, and counts wide characters as they are', async () => {
    const { surface, terminal } = setUp()
    surface.say(`${'a'.repeat(70)} ${'漢'.repeat(20)}`)
    surface.endMessage()
    surface.close()
    expect((await terminal.rows()).filter(Boolean).map((row) => row.trimEnd())).toEqual([
      'a'.repeat(29),
      'a'.repeat(29),
      'a'.repeat(12),
      '漢'.repeat(14),
      '漢'.repeat(6),
    ])
  })

  it('takes no word back over characters that terminals do not agree on', async () => {
    const { surface, terminal } = setUp()
    surface.say('precious words and 👨‍👩‍👧‍👦🇦🇹')
    surface.say('abcdefghijklmnopqrstuvwxyz')
    surface.endMessage()
    surface.close()
    const screen = await terminal.screen()
    expect(screen).toContain('precious words and')
    expect(screen.replaceAll('\n', '')).toContain('abcdefghijklmnopqrstuvwxyz')
  })

  it('takes no part in what a model would do to the terminal', async () => {
    const { surface, terminal } = setUp(60)
    surface.say('one\u001b[2J\u001b[H')
    surface.say('\u001b')
    surface.say(']0;title\u0007\u001b[8mhidden')
    surface.endMessage()
    surface.tell('plain', 'name\u001b[1A\u001b[2K')
    surface.close()
    expect(await terminal.screen()).toBe('one␛[2J␛[H␛]0;title␇␛[8mhidden\nname␛[1A␛[2K')
  })
})

describe('the rows below', () => {
  it('change in place and leave no trace', async () => {
    const { surface, terminal, clock, input } = setUp(40)
    surface.tell('plain', 'before')
    surface.status('thinking')
    input.now = { above: ['  waits: this'], line: { prompt: '> ', text: 'typed', cursor: 2 } }
    surface.refresh()
    await clock.advance(2_050)
    expect(await terminal.screen()).toBe('before\n⠋ thinking … 2 s, Ctrl-C stops\nwaits: this\n> typed')
    expect(await terminal.cursor()).toEqual({ row: 3, column: 4 })
    input.now = { above: [], line: undefined }
    surface.status(undefined)
    surface.tell('plain', 'after')
    surface.close()
    expect(await terminal.screen()).toBe('before\nafter')
    expect(await terminal.cursor()).toEqual({ row: 2, column: 0 })
  })

  it('are one row each, however long their texts are', async () => {
    const { surface, terminal, input } = setUp(30)
    input.now = { above: ['w'.repeat(90)], line: { prompt: 'p'.repeat(50), text: 'typed', cursor: 5 } }
    surface.status('s'.repeat(90))
    surface.tell('plain', 'said')
    expect((await terminal.rows()).filter(Boolean)).toHaveLength(4)
    surface.close()
    expect(await terminal.screen()).toBe('said')
  })

  it('follow the text when the window gets another size', async () => {
    const { surface, terminal } = setUp(40)
    surface.status('thinking')
    surface.say('The first half')
    for (const columns of [60, 25, 80]) {
      terminal.resize(columns, 12)
      surface.resized()
    }
    surface.say('and the second.')
    surface.endMessage()
    surface.close()
    const screen = await terminal.screen()
    expect(screen.split('\n')).toEqual(['The first half', 'and the second.'])
  })

  it('tick only while something goes on', async () => {
    const { surface, clock } = setUp()
    surface.status('thinking')
    expect(clock.pending).toHaveLength(1)
    surface.status('reading')
    expect(clock.pending).toHaveLength(1)
    surface.status(undefined)
    expect(clock.pending).toEqual([])
    surface.status('thinking')
    surface.close()
    surface.close()
    surface.status('thinking')
    expect(clock.pending).toEqual([])
  })
})

it('lets quiet lines wait for the end of a message, and what must be seen not', async () => {
  const { surface, terminal } = setUp(60)
  surface.say('One ')
  surface.tell('quiet', 'beside')
  surface.say('two.')
  surface.tell('bad', 'broken')
  surface.say(' Three.')
  surface.endMessage()
  surface.close()
  expect(await terminal.screen()).toBe('One two.\nbroken\n Three.\nbeside')
})

it('paints when it may', async () => {
  const terminal = createVirtualTerminal()
  const clock = createFakeClock()
  const input = (): LiveInput => ({ above: [], line: undefined })
  const surface = createLiveSurface({ output: terminal.output, colors: true, clock, input })
  surface.say('plain **bold**')
  surface.endMessage()
  surface.close()
  expect(await terminal.screen()).toBe('plain **bold**')
  expect(terminal.written).toContain('\u001b[1mbold\u001b[22m')
})
