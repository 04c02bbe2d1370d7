import { testBus } from '@llmgine/testing'
import { createBus } from './create-bus.ts'

testBus('createBus', createBus)
