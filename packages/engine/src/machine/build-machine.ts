import type { Run } from '../run/run.ts'
import { startRun } from '../run/start-run.ts'
import { createEmptyLists, createValuesNow } from '../state/create-values.ts'
import type { StateOf, StateSchemas } from '../state/state-of.ts'
import type { Action } from './action.ts'
import { checkGraph } from './check-graph.ts'
import type { Graph, Transition } from './graph.ts'
import type { Machine } from './machine.ts'

/** Builds a machine, or says everything that is wrong with it. */
export function buildMachine<Schemas extends StateSchemas, Actions extends Readonly<Record<string, Action>>>(
  schemas: Schemas,
  graph: Graph<Actions, StateOf<Schemas>>,
): Machine<StateOf<Schemas>, keyof Actions & string> {
  checkGraph(schemas, graph)
  const machine: Machine<StateOf<Schemas>, keyof Actions & string> = {
    schemas,
    actions: graph.actions,
    ways: groupByStart(graph.transitions),
    entrypoint: graph.entrypoint,
    initial: createValuesNow(schemas, graph.initial ?? {}, createEmptyLists(schemas)),
    onInterrupt: graph.onInterrupt,
    outcome: graph.outcome,
    // A run of this machine has its state and its names.
    start: (options) => startRun(machine, options) as Run<StateOf<Schemas>, keyof Actions & string>,
  }
  return machine
}

function groupByStart<Way extends Transition<string, never>>(
  ways: readonly Way[],
): ReadonlyMap<string, readonly Way[]> {
  const groups = new Map<string, Way[]>()
  for (const way of ways) groups.set(way[0], [...(groups.get(way[0]) ?? []), way])
  return groups
}
