import { LlmgineError } from '@llmgine/contracts'
import type { StateSchemas } from '../state/state-of.ts'
import type { Action } from './action.ts'

/** What is looked at of a graph, whatever its state. */
interface AnyGraph {
  readonly actions: Readonly<Record<string, Action>>
  readonly transitions: readonly (readonly [from: string, to: string, condition?: unknown])[]
  readonly entrypoint: string
  readonly onInterrupt?: string | undefined
}

/**
 * Looks for whatever would go wrong when the machine runs.
 *
 * @throws `engine.invalid_machine` with every problem, in `details.problems` too
 */
export function checkGraph(schemas: StateSchemas, graph: AnyGraph): void {
  const problems = [
    ...unknownNames(graph),
    ...unknownKeys(schemas, graph),
    ...deadTransitions(graph),
    ...unreachable(graph),
  ]
  if (problems.length === 0) return
  throw new LlmgineError('engine.invalid_machine', `The machine cannot be built. ${problems.join(' ')}`, {
    details: { problems },
  })
}

function unknownNames({ actions, transitions, entrypoint, onInterrupt }: AnyGraph): string[] {
  const names = Object.keys(actions)
  const has = (name: string): boolean => Object.hasOwn(actions, name)
  const known = names.length === 0 ? 'There are no actions.' : `There are ${names.join(', ')}.`
  const mend = `Add it to \`actions\` or name another. ${known}`
  const ends = transitions.flatMap(([from, to]) => [from, to].map((name) => ({ name, from, to })))
  return [
    ...(entrypoint === undefined ? [`It has no entrypoint. ${known}`] : []),
    ...(entrypoint === undefined || has(entrypoint) ? [] : [`The entrypoint "${entrypoint}" is no action. ${mend}`]),
    ...(onInterrupt === undefined || has(onInterrupt)
      ? []
      : [`onInterrupt names "${onInterrupt}", no action. ${mend}`]),
    ...ends
      .filter(({ name }) => !has(name))
      .map(({ name, from, to }) => `The transition "${from}" to "${to}" names "${name}", which is no action. ${mend}`),
  ]
}

function unknownKeys(schemas: StateSchemas, { actions }: AnyGraph): string[] {
  const keys = Object.keys(schemas).join(', ')
  return Object.entries(actions).flatMap(([name, { reads, writes }]) =>
    [...new Set([...reads, ...writes])]
      .filter((key) => !Object.hasOwn(schemas, key))
      .map((key) => `Action "${name}" uses the key "${key}", which the machine does not have. Its keys: ${keys}.`),
  )
}

/** A transition after one that is always taken is never looked at. */
function deadTransitions({ transitions }: AnyGraph): string[] {
  const closed = new Map<string, string>()
  return transitions.flatMap(([from, to, condition]) => {
    const always = closed.get(from)
    if (condition === undefined && always === undefined) closed.set(from, to)
    if (always === undefined) return []
    const kind = condition === undefined ? 'a second default transition' : 'a transition after its default one'
    return [
      `Action "${from}" has ${kind}, to "${to}", which is never taken: "${always}" comes first. Give that one a condition or take one out.`,
    ]
  })
}

function unreachable({ actions, transitions, entrypoint, onInterrupt }: AnyGraph): string[] {
  const reached = new Set([entrypoint, ...(onInterrupt === undefined ? [] : [onInterrupt])])
  for (const name of reached) for (const [from, to] of transitions) if (from === name) reached.add(to)
  return Object.keys(actions)
    .filter((name) => !reached.has(name))
    .map((name) => `Action "${name}" is never reached from "${entrypoint}". Add a transition to it or take it out.`)
}
