/** What the user asked for on the command line. */
export interface Flags {
  readonly baseUrl?: string | undefined
  readonly model?: string | undefined
  readonly data?: string | undefined
  readonly files?: string | undefined
  readonly approve?: readonly string[] | undefined
  readonly log?: boolean | undefined
}

/** What `llmgine.config.json` may say. No secrets, and nothing that widens what is allowed: a repository brings this file along. */
export interface FileSettings {
  readonly baseUrl?: string | undefined
  readonly model?: string | undefined
  readonly data?: string | undefined
  readonly files?: string | undefined
}

/** The settings of one run, flags before environment before file before defaults. */
export interface Settings {
  /** Absolute. Holds the database and the technical log. */
  readonly dataFolder: string
  /** Absolute; absent means that no files may be read. */
  readonly filesFolder?: string | undefined
  /** `offline` wants the offline model; absent, look for an endpoint on this machine. */
  readonly endpoint?: Endpoint | 'offline' | undefined
  /** Absent: the first model the endpoint lists. */
  readonly model?: { readonly name: string; readonly from: Source } | undefined
  /** Tools that are allowed without asking. */
  readonly approve: readonly string[]
  /** Whether a technical log is written. */
  readonly log: boolean
}

/** A server that speaks Chat Completions. */
export interface Endpoint {
  /** What it is called in the banner: `LiteLLM`, `OpenAI`, `endpoint`. */
  readonly name: string
  /** Up to and including `/v1`; no user name, no password. */
  readonly baseUrl: string
  readonly apiKey?: string | undefined
  /** Where it was named. */
  readonly from: Source | 'found on this machine'
}

/** Where a setting comes from, in words: `--model`, `LLMGINE_MODEL`, `llmgine.config.json`. */
export type Source = string
