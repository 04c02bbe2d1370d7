import type { Endpoint } from '../config/settings.ts'

/** What an endpoint is called in routes, records and logs: `LM Studio` is `lm-studio`. */
export function toEndpointName({ name }: Endpoint): string {
  return name.toLowerCase().replaceAll(' ', '-')
}
