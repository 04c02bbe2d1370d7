import type { ToolOutcome } from './tool-outcome.ts'

/**
 * What a model is told of a call's outcome. Output that is text stays text, anything else becomes JSON; whatever was not done begins with a
 * word that says so. It is always data to the model, never an instruction of ours.
 */
export function toToolContent(outcome: ToolOutcome): string {
  switch (outcome.status) {
    case 'done':
      return typeof outcome.output === 'string' ? outcome.output : (JSON.stringify(outcome.output) ?? 'done')
    case 'failed':
      return `Failed: ${outcome.error.message}`
    case 'denied':
      return `Denied: ${outcome.reason}`
    case 'waiting':
      return `Waiting for a person: ${outcome.interaction.title}`
    case 'unknown':
      return `Unknown: ${outcome.reason} It may have taken effect. Do not call it again; tell the user.`
  }
}
