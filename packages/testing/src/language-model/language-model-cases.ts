import type { ConformanceCase } from '../conformance-case.ts'
import { answerCases } from './answer-cases.ts'
import { failureCases } from './failure-cases.ts'
import type { LanguageModelSubject } from './language-model-subject.ts'

/** All that the contract of a language model promises, case by case. */
export const languageModelCases: readonly ConformanceCase<LanguageModelSubject>[] = [...answerCases, ...failureCases]
