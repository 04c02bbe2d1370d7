// A whole program around a terminal, for the test on a real one: it says back what it is told.
import { createBus } from '@llmgine/bus'
import { attachTerminal } from '../attach-terminal.ts'
import { serveFakeEngine, sessionId, untilStopped } from './fake-engine.ts'

await using bus = createBus()
serveFakeEngine(bus, (turn) => (turn.input === 'wait' ? untilStopped(turn) : turn.say('You said ', `${turn.input}.`)))
const terminal = attachTerminal(bus, { sessionId, input: process.stdin, output: process.stdout, error: process.stderr })
await terminal.closed
process.stdout.write(`left after ${terminal.report.turns} turns, raw: ${process.stdin.isRaw}\n`)
