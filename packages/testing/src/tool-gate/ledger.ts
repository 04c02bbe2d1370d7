import type { Actor, Schema, SchemaIssue, Tool, ToolContext } from '@llmgine/contracts'

/** What was really done. */
export interface Execution {
  readonly callId: string
  readonly actor: Actor | undefined
  readonly input: Transfer
}

export interface Transfer {
  readonly to: string
  readonly amount: number
  readonly note?: string | undefined
}

/** A tool that leaves a trace in the world, and the trace. */
export interface Ledger {
  readonly executions: Execution[]
  /** `send_money`: a write that needs approval, unless it is changed. What `execute` returns or throws comes after the trace. */
  tool(change?: Partial<Tool<Transfer, unknown>>): Tool
}

export function createLedger(): Ledger {
  const executions: Execution[] = []
  return {
    executions,
    tool: (change = {}) => ({
      name: 'send_money',
      version: '1',
      description: 'Sends money to a person.',
      input: transferSchema,
      effects: 'create',
      ...change,
      async execute(input: Transfer, context: ToolContext) {
        executions.push({ callId: context.callId, actor: context.actor, input })
        return change.execute === undefined ? `sent ${input.amount} to ${input.to}` : change.execute(input, context)
      },
    }),
  }
}

/** A tool that leaves no trace and answers with a text. */
export function createReader(answer: unknown, change: Partial<Tool<Transfer, unknown>> = {}): Tool {
  return {
    name: 'read_page',
    version: '1',
    description: 'Reads a page.',
    input: transferSchema,
    effects: 'read',
    execute: () => answer,
    ...change,
  }
}

/** Takes `to`, `amount` and perhaps `note`, and drops whatever else it is given. */
export const transferSchema: Schema<unknown, Transfer> = {
  '~standard': {
    version: 1,
    vendor: 'llmgine',
    validate(value) {
      // Read by name only; each field is checked below.
      const { to, amount, note } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
      const issues: SchemaIssue[] = []
      if (typeof to !== 'string') issues.push({ message: 'expected string', path: ['to'] })
      if (typeof amount !== 'number') issues.push({ message: 'expected number', path: ['amount'] })
      if (note !== undefined && typeof note !== 'string') issues.push({ message: 'expected string', path: ['note'] })
      if (issues.length > 0) return { issues }
      // No issue: the fields are what the type says.
      return { value: { to, amount, ...(note !== undefined && { note }) } as Transfer }
    },
    jsonSchema: { input: () => toJsonSchema(), output: () => toJsonSchema() },
  },
}

function toJsonSchema(): Record<string, unknown> {
  return {
    type: 'object',
    properties: { to: { type: 'string' }, amount: { type: 'number' }, note: { type: 'string' } },
    required: ['to', 'amount'],
  }
}
