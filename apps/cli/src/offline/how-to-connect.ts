/** How a language model is connected, in words for a person. */
export const howToConnect =
  'To connect a language model, start Ollama, LM Studio or a LiteLLM proxy on this machine, or set LITELLM_BASE_URL and ' +
  'LITELLM_API_KEY (or OPENAI_API_KEY), or give --base-url and --model.'
