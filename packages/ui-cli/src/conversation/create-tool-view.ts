import {
  type ToolFinishedPayload,
  type ToolOutcome,
  type ToolProgressedPayload,
  type ToolStartedPayload,
  toToolContent,
} from '@llmgine/contracts'
import { clipText } from '../display/clip-text.ts'
import type { Look } from '../display/paint.ts'
import { formatDuration } from './format-duration.ts'
import { formatInput } from './format-input.ts'
import type { Surface } from './surface.ts'

/** Shows what tools do. */
export interface ToolView {
  started(payload: ToolStartedPayload): void
  progressed(payload: ToolProgressedPayload): void
  finished(payload: ToolFinishedPayload): void
  /** Nothing runs any more. */
  end(): void
  /** What the tools that run are at; nothing when none runs. */
  readonly status: string | undefined
}

/** A line when a tool starts, one when it has ended, and its progress as status in between. */
export function createToolView(surface: Surface): ToolView {
  const running = new Map<string, { readonly name: string; readonly progress: string }>()

  return {
    started({ callId, name, input }) {
      running.set(callId, { name, progress: '' })
      surface.tell('plain', `● ${name}  ${formatInput(input)}`.trimEnd())
    },
    progressed({ callId, message, fraction }) {
      const tool = running.get(callId)
      if (tool === undefined) return
      const percent = fraction === undefined ? '' : ` (${Math.round(fraction * 100)} %)`
      running.set(callId, { ...tool, progress: `: ${clipText(message, 60)}${percent}` })
    },
    finished({ callId, name, outcome, durationMs }) {
      running.delete(callId)
      const [look, text] = describe(name, outcome, durationMs)
      if (text !== '') surface.tell(look, text)
    },
    end: () => running.clear(),
    get status() {
      if (running.size === 0) return undefined
      return [...running.values()].map(({ name, progress }) => `${name}${progress}`).join(', ')
    },
  }
}

function describe(name: string, outcome: ToolOutcome, durationMs: number): readonly [Look, string] {
  switch (outcome.status) {
    case 'done':
      return ['quiet', `✓ ${name}  ${formatDuration(durationMs)}  ${clipText(toToolContent(outcome), 120)}`.trimEnd()]
    case 'failed':
      return ['bad', `✗ ${name} failed: ${clipText(outcome.error.message, 400)}`]
    case 'denied':
      return ['bad', `✗ ${name} was not run: ${clipText(outcome.reason, 400)}`]
    case 'unknown':
      return ['bad', `? ${name}: nobody knows whether it took place. ${clipText(outcome.reason, 400)}`]
    case 'waiting':
      // The question itself is shown.
      return ['plain', '']
  }
}
