import { isLlmgineError } from '@llmgine/contracts'

/** What the program's exit status says. `--help` shows this table. */
export const exitStatuses = {
  done: [0, 'all went well'],
  failed: [1, 'something failed that none of the following says'],
  usage: [2, 'wrong command, option, setting or session'],
  model: [
    3,
    'the endpoint or model could not be asked: unreachable, wrong key, unknown model, rate limit, broken answer',
  ],
  data: [4, 'the data folder or database could not be read or written'],
  waiting: [5, 'a question was left open that only a person can answer; go on with chat --session'],
  stopped: [130, 'stopped with Ctrl-C'],
} as const

/** One of the reasons to exit. */
export type ExitReason = keyof typeof exitStatuses

/** The exit status for a reason. */
export function statusOf(reason: ExitReason): number {
  return exitStatuses[reason][0]
}

/** The reason to exit for an error, by the piece its code names. */
export function reasonOf(error: unknown): ExitReason {
  const code = isLlmgineError(error) ? error.code : codeOf(error)
  if (/^(store|log)\./.test(code)) return 'data'
  if (code === 'cli.session_waits') return 'waiting'
  if (code.startsWith('cli.')) return 'usage'
  return code.startsWith('model.') ? 'model' : 'failed'
}

/** Of an error as data, or of nothing. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
