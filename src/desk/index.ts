import type { FastifyInstance } from 'fastify'
import type { Example } from '../web/index.ts'
import { activityExamples } from './activity/examples.tsx'
import { registerActivity } from './activity/routes.tsx'
import type { ActivityParts } from './activity/tasks.ts'
import type { AnswerParts } from './cases/answer-tasks.ts'
import { casesExamples } from './cases/examples.tsx'
import { registerCases } from './cases/routes.tsx'
import { createDeskDoor, type DoorParts, deskRoute } from './desk-route.ts'
import { doorExamples } from './examples.tsx'
import { importExamples } from './import/examples.tsx'
import { type ImportRoomParts, registerImport } from './import/routes.tsx'
import { lettersExamples } from './letters/examples.tsx'
import { registerLetters } from './letters/routes.tsx'
import type { LettersParts } from './letters/tasks.ts'
import { peopleExamples } from './people/examples.tsx'
import { type PeopleParts, registerPeople } from './people/routes.tsx'
import { rolesExamples } from './roles/examples.tsx'
import { registerRoles } from './roles/routes.tsx'
import type { RolesParts } from './roles/tasks.ts'
import { secondFactorExamples } from './second-factor/examples.tsx'
import { registerSecondFactor } from './second-factor/routes.tsx'
import type { SecondFactorParts } from './second-factor/tasks.ts'
import { servicesExamples } from './services/examples.tsx'
import { registerServices } from './services/routes.tsx'
import type { ServicesRoomParts } from './services/tasks.ts'

export { type DeskDoor, deskRoutes } from './desk-route.ts'
export { createAdministrator, type OperatorParts, resetSecondFactor } from './operator/tasks.ts'
export { listColleagues } from './roles/tasks.ts'

/** What the rooms of the desk need together; each names its own part. */
export type DeskParts = DoorParts &
  SecondFactorParts &
  PeopleParts &
  LettersParts &
  RolesParts &
  ActivityParts &
  ImportRoomParts &
  ServicesRoomParts &
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
  registerLetters(door, parts)
  registerRoles(door, parts)
  registerActivity(door, parts)
  registerImport(door, parts)
  registerServices(door, parts)
}

/** Each room by itself: together they would be half the gallery. */
export const deskExamples: Readonly<Record<string, readonly Example[]>> = {
  desk: [...doorExamples, ...secondFactorExamples, ...rolesExamples, ...activityExamples],
  'desk-cases': casesExamples,
  'desk-people': peopleExamples,
  'desk-letters': lettersExamples,
  'desk-import': importExamples,
  'desk-services': servicesExamples,
}
