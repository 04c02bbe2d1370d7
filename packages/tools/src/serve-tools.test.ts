import { createBus } from '@llmgine/bus'
import { createMemoryStore } from '@llmgine/store-memory'
import { testToolGate } from '@llmgine/testing'
import { serveTools } from './serve-tools.ts'

testToolGate('serveTools', () => ({
  createLog: () => createMemoryStore().log,
  serve({ tools, log, clock, expiresInMs, entitled }) {
    const bus = createBus({ clock })
    serveTools(bus, { tools, log, clock, expiresInMs, entitled: entitled && (() => entitled), answers: true })
    return bus
  },
}))
