import { isLlmgineError, ModelGenerate, type ModelResponse } from '@llmgine/contracts'
import type { Action } from '../machine/action.ts'
import { defineMachine } from '../machine/define-machine.ts'
import { append } from '../patch/append.ts'
import { logged } from '../patch/logged.ts'
import { remove } from '../patch/remove.ts'
import { addUp } from './add-up.ts'
import type { ChatOptions } from './chat-options.ts'
import { type ChatState, chatState } from './chat-state.ts'
import { compileRequest } from './compile-request.ts'
import { hearAnswer } from './hear-answer.ts'

/** Asks the model. When it is stopped, what had been said until then is kept. */
export function createThink(options: ChatOptions): Action<Pick<ChatState, 'messages' | 'turn' | 'calls' | 'request'>> {
  const { route, request: settings } = options
  return defineMachine(chatState).action(
    { reads: ['messages', 'turn', 'calls', 'request'], writes: ['messages', 'turn', 'calls', 'request'] },
    async ({ state, bus, signal, generateId, sequence }) => {
      const history = { history: state.messages, turnStart: state.turn.from }
      const compiled = state.request ?? (await compileRequest(options, { ...history, bus, signal }))
      const { messages, tools, manifest } = compiled
      const request = { ...settings, messages, tools: tools.length === 0 ? undefined : tools }
      const turn = { ...state.turn, thoughts: state.turn.thoughts + 1, step: sequence }
      const rest = { calls: { ...state.calls, next: 'check', settled: [] }, request: remove() } as const
      const id = generateId()
      const heard = hearAnswer(bus, id)
      let response: ModelResponse
      try {
        response = await bus.execute(ModelGenerate, { route, request, stream: true, manifest }, { id, signal })
      } catch (error) {
        if (!isLlmgineError(signal.reason, 'turn.stopped') || heard.text === '') throw error
        const said = { role: 'assistant', content: heard.text, incomplete: true } as const
        return { messages: append(said), turn: { ...turn, responseId: undefined, partial: heard.text }, ...rest }
      } finally {
        heard.stop()
      }
      const message = heard.responded(response.id)
      return {
        messages: append(message === undefined ? response.message : logged(message)),
        turn: { ...turn, ...addUp(turn, response), responseId: response.id },
        ...rest,
      }
    },
  )
}
