import type { Bus, Clock } from '@llmgine/contracts'

/** Makes a bus that measures time by the given clock. */
export type CreateBus = (options: { readonly clock: Clock }) => Bus
