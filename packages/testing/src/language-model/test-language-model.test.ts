import { describe, expect, it } from 'vitest'
import { createPlainModel, type ModelFault } from './__fixtures__/create-plain-model.ts'
import { languageModelCases } from './language-model-cases.ts'
import { testLanguageModel } from './test-language-model.ts'

testLanguageModel('a scripted model', () => createPlainModel())

/** Every fault, and a word of the case that must catch it. */
const caught: Record<ModelFault, string> = {
  'answers nothing': 'answers whole',
  'calls without ids': 'calls tools',
  'calls without their start': 'its start, its fragments',
  'changes the request': 'changes nothing',
  'class instance in the response': 'answers whole',
  'deaf to an aborted signal': 'streams nothing',
  'deaf while it hangs': 'stops waiting',
  'deaf while it speaks': 'stops amid',
  'empty parts': 'none of them empty',
  'end says something else': 'which holds what the parts said',
  'ends twice': 'exactly one end',
  'fails with any error': 'error that has a code',
  'forgets what was said': 'what was said until then',
  'has no end': 'exactly one end',
  'ids repeat': 'gives each response one',
  'never recovers from a break': 'may be left',
  'streams in one piece': 'in pieces',
  'throws amid a stream': 'never throws after',
  'throws something before a stream': 'throws before its first part',
  'usage differs': 'tells the usage',
  'whole answer although it broke off': 'cannot finish',
}

describe('the suite of the language model catches', () => {
  it.for(Object.entries(caught) as [ModelFault, string][])('%s', async ([fault, word]) => {
    const suspects = languageModelCases.filter(({ name }) => name.includes(word))
    expect(suspects).toHaveLength(1)
    await expect(suspects[0]?.run(createPlainModel(fault))).rejects.toThrow()
  })
})
