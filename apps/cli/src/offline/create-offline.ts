import type { Clock, LanguageModel } from '@llmgine/contracts'
import { createOfflineModel, type OfflineRule } from '@llmgine/offline-model'
import { calculatorRules } from './calculator-rules.ts'
import { createDateTimeRules } from './date-time-rules.ts'
import { fileRules } from './file-rules.ts'
import { howToConnect } from './how-to-connect.ts'
import { createTalkRules } from './talk-rules.ts'
import { todoRules } from './todo-rules.ts'

/** The model that answers when no endpoint is there: rules that know the tools of this program. */
export function createOffline(world: { readonly clock: Clock }): LanguageModel {
  const able: readonly OfflineRule[] = [
    ...calculatorRules,
    ...createDateTimeRules(world.clock),
    ...todoRules,
    ...fileRules,
  ]
  const examples = able.flatMap(({ example }) => (example === undefined ? [] : [example]))
  return createOfflineModel({
    rules: [...createTalkRules(examples, howToConnect), ...able],
    howToConnect,
    clock: world.clock,
  })
}
