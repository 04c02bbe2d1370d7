import type { ModelResponse } from '@llmgine/contracts'

/** What LiteLLM's response headers tell of a call, under our names. Those that speak of keys are left alone. */
const gatewayHeaders: readonly (readonly [header: string, name: string])[] = [
  ['x-litellm-call-id', 'callId'],
  ['x-litellm-model-id', 'modelId'],
  ['x-litellm-model-group', 'modelGroup'],
  ['x-litellm-version', 'version'],
  ['x-litellm-attempted-retries', 'attemptedRetries'],
  ['x-litellm-attempted-fallbacks', 'attemptedFallbacks'],
  ['x-litellm-response-duration-ms', 'responseDurationMs'],
  ['x-litellm-overhead-duration-ms', 'overheadDurationMs'],
  ['x-request-id', 'requestId'],
]

/** The gateway's account of a call; `undefined` when there is none. */
export function toGateway(headers: Pick<Headers, 'get'>): ModelResponse['gateway'] {
  const told = gatewayHeaders.flatMap(([header, name]) => {
    const value = headers.get(header)
    return value === null || value === '' || value === 'None' ? [] : [[name, toValue(value, name)] as const]
  })
  return told.length === 0 ? undefined : Object.fromEntries(told)
}

/** US dollars, where the gateway tells them. */
export function toGatewayCost(headers: Pick<Headers, 'get'>): number | undefined {
  const value = headers.get('x-litellm-response-cost')
  const usd = value === null || value === '' ? Number.NaN : Number(value)
  return Number.isFinite(usd) && usd >= 0 ? usd : undefined
}

function toValue(value: string, name: string): string | number {
  const isNumber = name.endsWith('Ms') || name.startsWith('attempted')
  return isNumber && Number.isFinite(Number(value)) ? Number(value) : value
}
