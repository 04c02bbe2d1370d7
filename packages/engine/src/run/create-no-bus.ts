import { type Bus, LlmgineError } from '@llmgine/contracts'

/** What actions get where no bus was given: whoever uses it is told. */
export function createNoBus(): Bus {
  const refuse = (): never => {
    throw new LlmgineError('engine.no_bus', 'This run has no bus. Give it one: `machine.start({ bus })`.')
  }
  // Nothing of it can be had, and so it has whatever a bus has.
  return new Proxy({}, { get: refuse }) as Bus
}
