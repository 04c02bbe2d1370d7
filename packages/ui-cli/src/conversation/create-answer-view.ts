import type { ModelResponse, ModelStreamPart } from '@llmgine/contracts'
import type { Surface } from './surface.ts'

/** Shows what models say, each message once. */
export interface AnswerView {
  /** A part of the answer to a request: the id of what caused it. */
  part(requestId: string, part: ModelStreamPart): void
  /** The whole answer to a request. */
  whole(requestId: string, response: ModelResponse): void
  /** Another model is asked; what the first one said until then stands as it is. */
  restart(requestId: string): void
  /** Nothing more comes. */
  end(): void
}

/**
 * An answer comes in parts, whole, or both; parts may break off, and two models may speak at once. The one that speaks first is shown as it
 * speaks, another one whole when its turn has come.
 */
export function createAnswerView(surface: Surface): AnswerView {
  let speaking: { readonly requestId: string; text: string } | undefined
  /** What was shown of answers whose whole has not come yet, by request. */
  const shown = new Map<string, string>()
  const waiting: string[] = []

  const say = (text: string): void => {
    if (text === '') return
    surface.say(text)
    surface.endMessage()
  }
  const stopSpeaking = (): void => {
    if (speaking === undefined) return
    shown.set(speaking.requestId, speaking.text)
    speaking = undefined
    surface.endMessage()
    for (const text of waiting.splice(0)) say(text)
  }

  return {
    part(requestId, part) {
      if (part.type === 'end' && speaking?.requestId === requestId) stopSpeaking()
      if (part.type !== 'text-delta') return
      speaking ??= { requestId, text: '' }
      if (speaking.requestId !== requestId) return
      speaking.text += part.text
      surface.say(part.text)
    },
    whole(requestId, response) {
      const { content } = response.message
      if (speaking?.requestId === requestId) {
        surface.say(restOf(content, speaking.text))
        stopSpeaking()
        shown.delete(requestId)
        return
      }
      const rest = restOf(content, shown.get(requestId) ?? '')
      shown.delete(requestId)
      if (speaking === undefined) say(rest)
      else waiting.push(rest)
    },
    restart(requestId) {
      if (speaking?.requestId === requestId) stopSpeaking()
      shown.delete(requestId)
    },
    end() {
      stopSpeaking()
      shown.clear()
    },
  }
}

/** What has not been shown yet. An answer that does not go on from what was shown had another start, which stands already. */
function restOf(content: string, shown: string): string {
  return content.startsWith(shown) ? content.slice(shown.length) : ''
}
