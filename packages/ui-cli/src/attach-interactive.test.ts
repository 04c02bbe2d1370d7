import { createBus } from '@llmgine/bus'
import {
  type LayerCall,
  type LayerNext,
  ModelDelta,
  SessionRead,
  ToolProgressed,
  ToolStarted,
  TurnStarted,
} from '@llmgine/contracts'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type FakeTurn, serveFakeEngine, sessionId, untilStopped } from './__fixtures__/fake-engine.ts'
import { until } from './__fixtures__/until.ts'
import { createVirtualTerminal } from './__fixtures__/virtual-terminal.ts'
import { attachTerminal } from './attach-terminal.ts'
import type { TerminalOptions } from './terminal-options.ts'

const ctrlC = '\u0003'
const ctrlD = '\u0004'
const up = '\u001b[A'

interface Setup extends Partial<TerminalOptions> {
  readonly turn?: (turn: FakeTurn) => unknown
  readonly columns?: number
}

function setUp({ turn = ({ say, input }) => say(`You said ${input}.`), columns = 80, ...options }: Setup = {}) {
  const bus = createBus()
  const engine = serveFakeEngine(bus, turn)
  const terminal = createVirtualTerminal({ columns })
  const { input, output } = terminal
  const ui = attachTerminal(bus, { sessionId, input, output, colors: false, ...options })
  onTestFinished(async () => {
    await ui.close()
    await bus.close()
  })
  /** The screen, once it shows the text. */
  const seen = (text: string | RegExp): Promise<string> =>
    until(async () => {
      const screen = await terminal.screen()
      expect(screen).toMatch(new RegExp(text))
      return screen
    })
  return { bus, engine, terminal, ui, seen, type: terminal.type }
}

describe('a turn', () => {
  it('stands on the screen as a conversation, with the prompt below it', async () => {
    const { type, seen, ui } = setUp()
    type('hello\r')
    await seen(/tokens in/)
    await until(async () => {
      expect(await seen('>$')).toBe('> hello\nYou said hello.\n  1,234 tokens in, 56 out · 2.3 s\n>')
    })
    expect(ui.report).toEqual({ turns: 1, failed: 0 })
  })

  it('shows what goes on, and how to stop it, while nothing can be typed for', async () => {
    const { type, seen, terminal } = setUp({ turn: untilStopped })
    type('hello\r')
    const screen = await seen('thinking')
    expect(screen).toMatch(/^> hello\n. thinking … 0 s, Ctrl-C stops$/)
    expect(terminal.written.endsWith('\u001b[?25l')).toBe(true)
  })

  it('shows how far a tool is in the place of the last time', async () => {
    const { type, seen } = setUp({
      async turn(turn) {
        await turn.tell(ToolStarted, { callId: 'c', name: 'count', version: '1', effects: 'none', input: { to: 9 } })
        for (const fraction of [0.1, 0.5])
          await turn.tell(ToolProgressed, { callId: 'c', message: 'counting', fraction })
        await untilStopped(turn)
      },
    })
    type('count\r')
    const screen = await seen('50 %')
    expect(screen).toMatch(/^> count\n● count {2}to: 9\n. count: counting \(50 %\) … 0 s, Ctrl-C stops$/)
  })

  it('counts what failed', async () => {
    const { type, seen, ui } = setUp({
      turn() {
        throw new Error('the engine broke')
      },
    })
    type('hello\r')
    await seen('The turn failed: Error: the engine broke \\(test.failed\\)')
    await until(() => expect(ui.report).toEqual({ turns: 1, failed: 1 }))
  })
})

describe('what is typed while a turn runs', () => {
  it('is seen below the answer, without breaking into it', async () => {
    let goOn = (): void => {}
    const { type, seen } = setUp({
      turn: async ({ say, tell }) => {
        await tell(ModelDelta, { type: 'text-delta', text: 'Half of' })
        await new Promise<void>((resolve) => (goOn = resolve))
        await say(' the answer.')
      },
    })
    type('hello\r')
    await seen('Half of')
    type('and')
    expect(await seen('> and$')).toMatch(/Half of\n. thinking … 0 s, Ctrl-C stops\n> and$/)
    goOn()
    await seen('> and$')
  })

  it('waits for its turn in sight, and stands above its own answer then', async () => {
    const releases: (() => void)[] = []
    const { type, seen, engine } = setUp({
      turn: async ({ say, input }) => {
        await new Promise<void>((resolve) => releases.push(resolve))
        await say(`Answer to ${input}.`)
      },
    })
    type('one\r')
    await seen('thinking')
    type('two\r')
    expect(await seen('waits for this answer: two')).toMatch(/^> one\n/)
    // It is not held back here: whoever keeps the session has it.
    expect(engine.inputs).toEqual(['one', 'two'])
    releases[0]?.()
    await until(() => expect(releases).toHaveLength(2))
    releases[1]?.()
    const screen = await seen('Answer to two')
    expect(screen.replaceAll(/ {2}1,234.*\n/g, '')).toMatch(/^> one\nAnswer to one\.\n> two\nAnswer to two\.\n/)
    expect(screen).not.toContain('waits')
  })
})

describe('Ctrl-C', () => {
  it('stops the turn and returns to the prompt', async () => {
    const { type, seen, engine } = setUp({ turn: untilStopped })
    type('hello\r')
    await seen('thinking')
    type(ctrlC)
    await seen('Stopped.')
    await until(async () => expect(await seen('>$')).toMatch(/2\.3 s\n>$/))
    expect(engine.stops).toBe(1)
  })

  it('stops a turn whose input is on its way still', async () => {
    const { bus, type, seen, engine } = setUp({ turn: untilStopped })
    bus.use(async function withSlowInput(call: LayerCall, next: LayerNext) {
      if (call.name === 'turn.submit') await new Promise((resolve) => setTimeout(resolve, 30))
      return next()
    })
    type('hello\r')
    await seen('thinking')
    type(ctrlC)
    await seen('Stopped.')
    expect(engine.stops).toBe(2)
  })

  it('leaves when it is pressed again, though the turn will not end', async () => {
    const { type, seen, ui } = setUp({ turn: () => new Promise(() => {}) })
    type('hello\r')
    await seen('thinking')
    type(ctrlC)
    await seen('stopping')
    type(ctrlC)
    await ui.closed
  })

  it('throws away what is typed first, then warns, then leaves', async () => {
    const { type, seen, ui, terminal } = setUp()
    type('never mind')
    await seen('> never mind')
    type(ctrlC)
    await until(async () => expect(await terminal.screen()).toBe('>'))
    type(ctrlC)
    await seen('Press Ctrl-C again to leave.')
    type('x\u007f')
    type(ctrlC)
    await until(async () => expect((await terminal.screen()).match(/Press Ctrl-C/g)).toHaveLength(2))
    type(ctrlC)
    await ui.closed
  })
})

describe('the end of the input', () => {
  it('leaves at once when nothing runs, with the cursor on a line of its own', async () => {
    const { type, ui, terminal, seen } = setUp()
    type('hello\r')
    await seen('tokens')
    type(ctrlD)
    await ui.closed
    expect(await terminal.screen()).toBe('> hello\nYou said hello.\n  1,234 tokens in, 56 out · 2.3 s')
    expect(await terminal.cursor()).toEqual({ row: 3, column: 0 })
    expect(terminal.written.endsWith('\u001b[?25h\u001b[?2004l')).toBe(true)
  })

  it('lets the running turn end first', async () => {
    let release = (): void => {}
    const { ui, terminal, seen, type } = setUp({
      turn: async ({ say }) => {
        await new Promise<void>((resolve) => (release = resolve))
        await say('Here it is.')
      },
    })
    type('hello\r')
    await seen('thinking')
    terminal.hangUp()
    await seen('thinking')
    release()
    await ui.closed
    expect(await terminal.screen()).toContain('Here it is.')
  })
})

describe('input of several lines', () => {
  it.each([
    ['a backslash at the end', 'one\\\rtwo\r', 'one\ntwo'],
    ['a block', '"""\rone\\\r\rtwo\r"""\r', 'one\\\n\ntwo'],
    ['a block on one line', '"""one"""\r', 'one'],
    ['two backslashes', 'C:\\\\\r', 'C:\\'],
    ['a paste', '\u001b[200~one\rtwo\\\r/quit\rlast\u001b[201~ typed\r', 'one\ntwo\\\n/quit\nlast typed'],
  ])('is made by %s', async (_way, keys, content) => {
    const { type, engine } = setUp()
    type(keys)
    await until(() => expect(engine.inputs).toEqual([content]))
  })

  it('is seen while it is typed, and thrown away by Ctrl-C', async () => {
    const { type, seen, engine, terminal } = setUp()
    type('one\\\rtwo\\\rthr')
    expect(await seen('thr$')).toBe('one\ntwo\n… thr')
    type(ctrlC)
    await until(async () => expect(await terminal.screen()).toBe('>'))
    type('four\r')
    await until(() => expect(engine.inputs).toEqual(['four']))
  })
})

describe('a question', () => {
  const interaction = {
    id: 'q',
    kind: 'approve',
    title: 'May I?',
    entitled: {},
    tool: { name: 'add', version: '1', effects: 'create' },
    input: { text: 'milk\u001b[2J' },
    inputDigest: '',
  } as const

  it('is told from what was being typed, which comes back after it', async () => {
    let ask = (): void => {}
    const { type, seen, engine } = setUp({
      turn: async (turn) => {
        await new Promise<void>((resolve) => (ask = resolve))
        await turn.ask(interaction)
      },
    })
    type('hello\r')
    await seen('thinking')
    type('yes, and then')
    await seen('> yes, and then')
    ask()
    expect(await seen('Approve')).toMatch(
      /\? May I\?\n {2}add \(create\)\n {2}text: "milk\\u001b\[2J"\nApprove\? y, n, or n and a reason:$/,
    )
    type('y\r')
    await until(() => expect(engine.answers).toHaveLength(1))
    await seen('> yes, and then$')
    expect(engine.inputs).toEqual(['hello'])
  })

  it('takes nothing for a yes but y and yes, least of all what was pasted', async () => {
    const { type, seen, engine } = setUp({ turn: (turn) => turn.ask(interaction) })
    type('hello\r')
    await seen('Approve')
    for (const keys of ['\r', 'yes please\r', 'yess\r', '\u001b[200~y\ry\r\u001b[201~\r', 'ok\r']) type(keys)
    await seen('Please answer y or n')
    expect(engine.answers).toEqual([])
    type('YES\r')
    await until(() =>
      expect(engine.answers).toEqual([{ interactionId: 'q', reply: { kind: 'approve', approved: true } }]),
    )
  })

  it('is answered by the rule of the application where that has an answer', async () => {
    const answer = vi.fn(() => ({ kind: 'approve', approved: true }) as const)
    const { type, engine, seen } = setUp({ turn: (turn) => turn.ask(interaction), answer })
    type('hello\r')
    await seen('tokens')
    expect(engine.answers).toHaveLength(1)
    expect(answer).toHaveBeenCalledExactlyOnceWith(interaction)
  })

  it('is put to the person when the rule breaks', async () => {
    const answer = (): never => {
      throw new Error('no such rule')
    }
    const { type, seen } = setUp({ turn: (turn) => turn.ask(interaction), answer })
    type('hello\r')
    expect(await seen('Approve')).toContain('no such rule')
  })

  it('says for whom it is asked when that is somebody else', async () => {
    const { type, seen } = setUp({
      turn: (turn) => turn.ask({ ...interaction, askedBy: { id: 'ben', name: 'Ben\u001b[2J' } }),
      actor: { id: 'ana' },
    })
    type('hello\r')
    expect(await seen('Approve')).toContain('  for Ben␛[2J')
  })

  it('shows no control character in its prompt', async () => {
    const fields = [{ name: 'a', label: 'Name\u001b[2J', required: true }]
    const { type, seen } = setUp({
      turn: (turn) => turn.ask({ id: 'f', kind: 'form', title: 'Who?', entitled: {}, fields }),
    })
    type('hello\r')
    expect(await seen('Name')).toBe('> hello\n? Who?\nName␛[2J:')
  })

  it('ends the terminal when its input is at an end, since nobody can answer', async () => {
    let ask = (): void => {}
    const { type, seen, ui, terminal, engine } = setUp({
      turn: async (turn) => {
        await new Promise<void>((resolve) => {
          ask = resolve
        })
        await turn.ask(interaction)
      },
    })
    type('hello\r')
    await seen('thinking')
    terminal.hangUp()
    await seen('thinking')
    ask()
    await ui.closed
    expect(engine.answers).toEqual([])
  })

  it('goes with its turn', async () => {
    const { type, seen, engine } = setUp({
      turn: async (turn) => void (await Promise.race([turn.ask(interaction), untilStopped(turn)])),
    })
    type('hello\r')
    await seen('Approve')
    type(ctrlC)
    await seen('Stopped.')
    type('y\r')
    await until(() => expect(engine.inputs).toEqual(['hello', 'y']))
    expect(engine.answers).toEqual([])
  })
})

describe('commands', () => {
  const commands = [
    { name: 'tools', description: 'Lists the tools.', run: (args: string) => `add, list (${args})` },
    {
      name: 'break',
      description: 'Breaks.',
      run: () => {
        throw new Error('broken')
      },
    },
  ]

  it('are run, listed, and told when they are unknown or break', async () => {
    const { type, seen, engine } = setUp({ commands })
    type('/tools all of them\r')
    await seen('add, list \\(all of them\\)')
    type('/help\r')
    const screen = await seen('/quit')
    expect(screen).toContain('/tools  Lists the tools.')
    type('/nonsense\r')
    await seen('There is no command /nonsense')
    type('/break\r')
    await seen('broken')
    expect(engine.inputs).toEqual([])
  })

  it('are told from inputs that start with a slash', async () => {
    const { type, engine } = setUp({ commands })
    type('/etc/hosts is what?\r')
    await until(() => expect(engine.inputs).toEqual(['/etc/hosts is what?']))
  })

  it('leave with /quit', async () => {
    const { type, ui } = setUp()
    type('/quit\r')
    await ui.closed
  })
})

describe('the line', () => {
  it('remembers earlier ones, but no answers to questions', async () => {
    const ask = { id: 'q', kind: 'text', title: 'Your secret?', entitled: {} } as const
    const { type, seen, engine } = setUp({ turn: (turn) => turn.ask(ask), history: ['from yesterday'] })
    type('hello\r')
    await seen('Your secret')
    type('hunter2\r')
    await until(() => expect(engine.answers).toHaveLength(1))
    await seen('tokens')
    type(up)
    await seen('> hello$')
    type(up)
    await seen('> from yesterday$')
  })

  it('is shown around its cursor when it is longer than the terminal is wide', async () => {
    const { type, seen, terminal } = setUp({ columns: 20 })
    type('0123456789abcdefghijklmnop')
    await seen(/^> [0-9a-z]*p$/)
    expect((await terminal.screen()).length).toBeLessThanOrEqual(20)
    type('\u0001')
    await seen(/^> 0123/)
    expect(await terminal.cursor()).toEqual({ row: 0, column: 2 })
  })
})

it('takes up a session that runs: shows that it does, and stops it', async () => {
  const bus = createBus()
  const engine = serveFakeEngine(bus, () => {})
  bus.handle(SessionRead, () => {
    return { sessionId, mark: 'running' as const, position: 9, sequence: 3, waitingFor: [], state: {} }
  })
  const terminal = createVirtualTerminal()
  await using _ui = attachTerminal(bus, { sessionId, input: terminal.input, output: terminal.output })
  await until(async () => expect(await terminal.screen()).toContain('thinking'))
  terminal.type(ctrlC)
  await until(() => expect(engine.stops).toBe(1))
  // Nothing ran after all: the prompt is back.
  await until(async () => expect(await terminal.screen()).toBe('>'))
})

it('leaves nothing behind on streams, bus and clock when it is closed', async () => {
  const { bus, ui, terminal } = setUp({ turn: untilStopped })
  terminal.type('hello\r')
  await until(() => expect(bus.inspect().subscriptions.length).toBeGreaterThan(0))
  await ui.close()
  await terminal.screen()
  const { written } = terminal
  expect(bus.inspect().subscriptions).toEqual([])
  for (const stream of [terminal.input, terminal.output]) {
    for (const event of ['resize', 'error']) expect(stream.listenerCount(event), event).toBe(0)
  }
  await bus.publish(TurnStarted, { turnId: 'x' }, { sessionId })
  terminal.type('more\r')
  await terminal.screen()
  expect(terminal.written).toBe(written)
})
