import { isMessage, type Message, ModelFailed, ModelResponded, ToolFinished, TurnFailed } from '@llmgine/contracts'
import { createTally, type Tally } from './create-tally.ts'
import { fieldsOf } from './fields-of.ts'
import type { Metrics } from './metrics.ts'
import { createModelCount } from './model-count.ts'
import { createToolCount } from './tool-count.ts'
import { createTurnCount } from './turn-count.ts'

/** Adds messages up to metrics. */
export interface MetricsFold {
  /** Counts a message; one that tells nothing of models, tools or turns, or is not what its type says, changes nothing. */
  add(message: Message): void
  /** The metrics of all messages so far. */
  read(): Metrics
}

/**
 * The one fold under all metrics: the same messages in the same order give the same numbers, whether they come from a live bus or from a
 * log years later. Its memory is bounded: percentiles are of the latest 1,000 times, and 200 names are told apart.
 *
 * @example
 * const metrics = createMetrics()
 * for await (const { message } of log.read('session-1')) metrics.add(message)
 * console.log(metrics.read().models)
 */
export function createMetrics(): MetricsFold {
  const models = createTally(createModelCount)
  const tools = createTally(createToolCount)
  const turns = createTurnCount()
  const failures = { model: createTally(createCount), tool: createTally(createCount), turn: createTally(createCount) }

  const addResponse = (response: unknown): void => {
    const { model } = fieldsOf(response)
    if (typeof model === 'string') models.of(model).add(response)
  }
  const addToolCall = (payload: unknown): void => {
    const { name, outcome } = fieldsOf(payload)
    if (typeof name !== 'string') return
    tools.of(name).add(payload)
    if (fieldsOf(outcome).status === 'failed') addFailure('tool', outcome)
  }
  const addFailure = (of: keyof typeof failures, payload: unknown): void => {
    const { code } = fieldsOf(fieldsOf(payload).error)
    failures[of].of(typeof code === 'string' ? code : '(no code)').count += 1
  }

  return {
    add(message) {
      turns.add(message)
      if (isMessage(ModelResponded, message)) addResponse(fieldsOf(message.payload).response)
      else if (isMessage(ToolFinished, message)) addToolCall(message.payload)
      else if (isMessage(ModelFailed, message)) addFailure('model', message.payload)
      else if (isMessage(TurnFailed, message)) addFailure('turn', message.payload)
    },
    read: () => ({
      models: readAll(models, (count) => count.read()),
      tools: readAll(tools, (count) => count.read()),
      turns: turns.read(),
      failures: {
        model: readAll(failures.model, ({ count }) => count),
        tool: readAll(failures.tool, ({ count }) => count),
        turn: readAll(failures.turn, ({ count }) => count),
      },
    }),
  }
}

function createCount(): { count: number } {
  return { count: 0 }
}

function readAll<Count, Value>(tally: Tally<Count>, read: (count: Count) => Value): Record<string, Value> {
  return Object.fromEntries(tally.entries().map(([name, count]) => [name, read(count)]))
}
