import { toErrorData } from '@llmgine/contracts'
import type { Surface } from './surface.ts'

/** Tells that something did not work, with its code where it has one. */
export function tellError(surface: Surface, error: unknown): void {
  const { code, message } = toErrorData(error, '')
  surface.tell('bad', code === '' ? message : `${message} (${code})`)
}
