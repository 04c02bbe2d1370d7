import type { Layer, MessageLayerCall } from '@llmgine/contracts'

/** A layer that was added: an object of its own each time, because one layer may be added twice. */
export interface AddedLayer {
  readonly layer: Layer<MessageLayerCall>
}

/** Layers by what they go around, the outermost first. For commands, sending and running are the same. */
export interface Layers {
  readonly all: readonly AddedLayer[]
  readonly command: readonly AddedLayer[]
  readonly event: readonly AddedLayer[]
  readonly run: readonly AddedLayer[]
}

export function layersOf(all: readonly AddedLayer[]): Layers {
  const on = (target: 'command' | 'event'): readonly AddedLayer[] =>
    all.filter(({ layer }) => layer.targets?.includes(target) ?? true)
  return {
    all,
    command: on('command'),
    event: on('event').filter(({ layer }) => layer.wraps !== 'run'),
    run: on('event').filter(({ layer }) => layer.wraps === 'run'),
  }
}
