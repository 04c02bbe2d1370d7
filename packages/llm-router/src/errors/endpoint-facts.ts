/** What an error says of the endpoint it comes from. */
export interface EndpointFacts {
  readonly endpoint: string
  readonly url: string
  /** The model that was asked; absent when it was about something else. */
  readonly model?: string | undefined
  readonly hasKey: boolean
  /** What must not stand in any message: the key, the values of headers. */
  readonly secrets: readonly string[]
}

/** `Endpoint "local" at http://127.0.0.1:4000/v1` */
export function nameOf({ endpoint, url }: EndpointFacts): string {
  return `Endpoint "${endpoint}" at ${url}`
}

/** The facts for programs. */
export function detailsOf({ endpoint, url, model }: EndpointFacts): Readonly<Record<string, unknown>> {
  return { endpoint, url, ...(model !== undefined && { model }) }
}
