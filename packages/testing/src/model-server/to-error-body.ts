/** The error object that OpenAI and LiteLLM answer with. */
export function toErrorBody(
  message: string,
  code: string | null = null,
): { readonly error: Readonly<Record<string, unknown>> } {
  return { error: { message, type: 'invalid_request_error', param: null, code } }
}
