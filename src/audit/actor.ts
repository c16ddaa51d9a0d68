export const actorKinds = ['person', 'staff', 'identity-system', 'system', 'operator'] as const
export type ActorKind = (typeof actorKinds)[number]

/** Before the name of its token, an identity system that writes by SCIM. */
export const SCIM_ACTOR = 'scim:'

/** Who did it, of the column `actor`: the person it is about, a member of staff, an identity system, the program, the command line. */
export function actorKindOf(actor: string): ActorKind {
  if (actor === 'person' || actor === 'system' || actor === 'operator') return actor
  return actor.startsWith(SCIM_ACTOR) ? 'identity-system' : 'staff'
}
