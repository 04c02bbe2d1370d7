import type { AddedLayer } from './layers.ts'
import type { Run } from './run.ts'

/** Goes through the layers, the first one outermost, and then does what is innermost. */
export function runLayers(
  layers: readonly AddedLayer[],
  run: Run,
  innermost: (run: Run) => Promise<unknown>,
  index = 0,
): Promise<unknown> {
  const layer = layers[index]?.layer
  if (layer === undefined) return innermost(run)
  try {
    const answer = layer(run, (change) => runLayers(layers, change ? run.with(change) : run, innermost, index + 1))
    return answer instanceof Promise ? answer : Promise.resolve(answer)
  } catch (error) {
    return Promise.reject(error)
  }
}
