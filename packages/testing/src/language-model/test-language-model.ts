import { declareCases } from '../declare-cases.ts'
import { languageModelCases } from './language-model-cases.ts'
import type { LanguageModelSubject } from './language-model-subject.ts'

/**
 * Declares the tests that every language model must pass. What a model never does is left out, and its tests are skipped.
 *
 * @param create Makes the model, for each test anew, with requests that bring it to speak, to call tools, to fail. What it opened it can
 * close with vitest's `onTestFinished`.
 * @example
 * testLanguageModel('my model', () => ({
 *   model: createMyModel(),
 *   speaks: { messages: [{ role: 'user', content: 'Say three words.' }] },
 * }))
 */
export function testLanguageModel(
  name: string,
  create: () => LanguageModelSubject | Promise<LanguageModelSubject>,
): void {
  declareCases(`${name} as a language model`, languageModelCases, create)
}
