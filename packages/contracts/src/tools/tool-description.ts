import type { ModelTool } from '../models/model-tool.ts'
import type { ToolEffects } from './tool-effects.ts'

/** A tool as a list shows it, and as a model is offered it. */
export interface ToolDescription extends ModelTool {
  readonly version: string
  readonly effects: ToolEffects
}
