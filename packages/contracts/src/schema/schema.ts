/**
 * Any schema that implements [Standard Schema](https://standardschema.dev) version 1: zod, valibot, arktype and others. Written
 * here so that this package needs no schema library; the shapes are those of `@standard-schema/spec` 1.1.
 *
 * @example
 * const schema: Schema<unknown, { title: string }> = z.object({ title: z.string() })
 */
export interface Schema<Input = unknown, Output = Input> {
  readonly '~standard': SchemaProperties<Input, Output>
}

/** What stands behind the `~standard` key of a {@link Schema}. */
export interface SchemaProperties<Input, Output> {
  readonly version: 1
  /** The library that made the schema: `zod`, `valibot`, … */
  readonly vendor: string
  /** Checks a value. May answer with a promise when the schema has asynchronous rules. Never throws for a bad value. */
  readonly validate: (
    value: unknown,
    options?: { readonly libraryOptions?: Record<string, unknown> | undefined } | undefined,
  ) => SchemaResult<Output> | Promise<SchemaResult<Output>>
  /** Exists for the compiler only. */
  readonly types?: { readonly input: Input; readonly output: Output } | undefined
  /** The schema as JSON Schema, where the library offers it (Standard JSON Schema): what a model is shown of a tool. */
  readonly jsonSchema?: SchemaJsonConverter | undefined
}

/** A checked value, or the issues that make it unacceptable. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

/** One reason why a value does not fit, and where in the value. */
export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** Turns a schema into JSON Schema, for what goes in (`input`) and what comes out (`output`). */
export interface SchemaJsonConverter {
  readonly input: (options: SchemaJsonOptions) => Record<string, unknown>
  readonly output: (options: SchemaJsonOptions) => Record<string, unknown>
}

/** Which dialect of JSON Schema is wanted. */
export interface SchemaJsonOptions {
  readonly target: 'draft-2020-12' | 'draft-07' | 'openapi-3.0' | (string & {})
  readonly libraryOptions?: Record<string, unknown> | undefined
}
