/** The keys the environment holds: what must never be shown, logged or stored. */
export function knownKeys(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return [env.LITELLM_API_KEY, env.OPENAI_API_KEY].flatMap((key) => (key === undefined || key.length < 4 ? [] : [key]))
}
