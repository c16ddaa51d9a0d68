import type { FastifyInstance } from 'fastify'
import type { SecondFactorParts } from '../credentials/second-factor/index.ts'
import type { Example } from '../web/index.ts'
import { activityExamples } from './activity/examples.tsx'
import { registerActivity } from './activity/routes.tsx'
import type { ActivityParts } from './activity/tasks.ts'
import { breachExamples } from './breach/examples.tsx'
import { type BreachParts, registerBreach } from './breach/routes.tsx'
import type { AnswerParts } from './cases/answer-tasks.ts'
import { casesExamples } from './cases/examples.tsx'
import { registerCases } from './cases/routes.tsx'
import { createDeskDoor, type DoorParts, deskRoute } from './desk-route.ts'
import { erasureExamples } from './erasure/examples.tsx'
import { type ErasureRoomParts, registerErasure } from './erasure/routes.tsx'
import { doorExamples } from './examples.tsx'
import { importExamples } from './import/examples.tsx'
import { type ImportRoomParts, registerImport } from './import/routes.tsx'
import { lettersExamples } from './letters/examples.tsx'
import { registerLetters } from './letters/routes.tsx'
import type { LettersParts } from './letters/tasks.ts'
import { mergeExamples } from './merge/examples.tsx'
import { registerMerge } from './merge/routes.tsx'
import type { MergeParts } from './merge/tasks.ts'
import { peopleExamples } from './people/examples.tsx'
import { type PeopleParts, registerPeople } from './people/routes.tsx'
import { rolesExamples } from './roles/examples.tsx'
import { registerRoles } from './roles/routes.tsx'
import type { RolesParts } from './roles/tasks.ts'
import { scimExamples } from './scim/examples.tsx'
import { registerScimRoom, type ScimRoomParts } from './scim/routes.tsx'
import { secondFactorExamples } from './second-factor/examples.tsx'
import { registerSecondFactor } from './second-factor/routes.tsx'
import { servicesExamples } from './services/examples.tsx'
import { registerServices } from './services/routes.tsx'
import type { ServicesRoomParts } from './services/tasks.ts'
import { settingsExamples } from './settings/examples.tsx'
import { registerSettings, type SettingsRoomParts } from './settings/routes.tsx'

export { type DeskDoor, deskRoutes } from './desk-route.ts'
export { forgetMerges } from './merge/store.ts'
export {
  createAdministrator,
  type OperatorParts,
  type PasswordParts,
  resetSecondFactor,
  withdrawPassword,
} from './operator/tasks.ts'
export { listColleagues } from './roles/tasks.ts'

/** What the rooms of the desk need together; each names its own part. */
export type DeskParts = DoorParts &
  SecondFactorParts &
  PeopleParts &
  MergeParts &
  LettersParts &
  RolesParts &
  ActivityParts &
  ImportRoomParts &
  ServicesRoomParts &
  ErasureRoomParts &
  BreachParts &
  ScimRoomParts &
  SettingsRoomParts &
  AnswerParts

/** Every room of the desk. */
export function registerDesk(app: FastifyInstance, parts: DeskParts): void {
  const door = createDeskDoor(app, parts)
  deskRoute(door, {
    method: 'GET',
    url: '/desk',
    act: 'see-cases',
    handler: (_staff, _request, reply) => reply.redirect('/desk/cases', 303),
  })
  registerSecondFactor(door, parts)
  registerCases(door, parts)
  registerPeople(door, parts)
  registerErasure(door, parts)
  registerMerge(door, parts)
  registerLetters(door, parts)
  registerRoles(door, parts)
  registerActivity(door, parts)
  registerBreach(door, parts)
  registerImport(door, parts)
  registerServices(door, parts)
  registerScimRoom(door, parts)
  registerSettings(door, parts)
}

/** Each room by itself: together they would be half the gallery. */
export const deskExamples: Readonly<Record<string, readonly Example[]>> = {
  desk: [
    ...doorExamples,
    ...secondFactorExamples,
    ...rolesExamples,
    ...activityExamples,
    ...breachExamples,
    ...settingsExamples,
  ],
  'desk-cases': casesExamples,
  'desk-people': [...peopleExamples, ...erasureExamples],
  'desk-merge': mergeExamples,
  'desk-letters': lettersExamples,
  'desk-import': importExamples,
  'desk-services': servicesExamples,
  'desk-scim': scimExamples,
}
