import { defineRule, type OfflineRule } from '@llmgine/offline-model'

/** What people say besides asking for something. `examples` are phrasings that the other rules understand. */
export function createTalkRules(examples: readonly string[], howToConnect: string): readonly OfflineRule[] {
  const able = `I work out arithmetic, tell date and time, keep your to-do list and read files. For example:\n\n${examples
    .map((example) => `- ${example}`)
    .join('\n')}`
  return [
    defineRule({
      name: 'greeting',
      patterns: [
        '(hello|hi|hey|howdy|greetings|moin) [there|llmgine]',
        'good (morning|day|afternoon|evening)',
        'how are you',
      ],
      respond: () => 'Hello! I am the offline model, a set of rules. Ask me "what can you do?".',
    }),
    defineRule({
      name: 'help',
      patterns: [
        'help [me]',
        'what (can|do) you (do|understand|know|offer)',
        'how (does this work|do i use this|do i use you)',
        'what can i (ask|say|do) [you|here]',
      ],
      respond: () => able,
    }),
    defineRule({
      name: 'who',
      patterns: [
        '(who|what) are you',
        'are you [an|a] (ai|llm|language model|real model|robot|bot|chatgpt|human)',
        '(which|what) model (are you|is this)',
      ],
      respond: () => `I am the offline model of llmgine: a set of rules, not a language model. ${howToConnect}`,
    }),
    defineRule({
      name: 'connect',
      patterns: [
        'how (do|can) i (connect|use|add|get) [to] (a|an|the) [real|language] (model|llm|endpoint)',
        'connect [a model]',
      ],
      respond: () => howToConnect,
    }),
    defineRule({
      name: 'thanks',
      patterns: ['(thanks|thank you|thx|cheers) [a lot|very much|so much]', '(great|nice|cool|perfect|good|well done)'],
      respond: () => 'You are welcome.',
    }),
    defineRule({
      name: 'bye',
      patterns: ['(bye|goodbye|exit|quit|see you|good night) [later]'],
      respond: () => 'Goodbye! Press Ctrl-D to leave.',
    }),
  ]
}
