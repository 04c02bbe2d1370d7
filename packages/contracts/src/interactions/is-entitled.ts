import type { Actor } from '../messages/actor.ts'
import type { Entitlement } from './interaction.ts'

/** Whether an actor is among those who may answer. Nobody known (`undefined`) may answer only what everybody may. */
export function isEntitled(entitled: Entitlement, actor: Actor | undefined): boolean {
  const { actorIds, roles } = entitled
  if (actorIds === undefined && roles === undefined) return true
  if (actor === undefined) return false
  return (actorIds?.includes(actor.id) ?? false) || (actor.roles?.some((role) => roles?.includes(role)) ?? false)
}
