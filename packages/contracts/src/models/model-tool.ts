/** A tool as a model is shown it. */
export interface ModelTool {
  readonly name: string
  readonly description: string
  /** JSON Schema of the arguments: an object. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Asks the provider to hold the model to the schema. @default false */
  readonly strict?: boolean | undefined
}
