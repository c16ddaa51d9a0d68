import { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseForm, parseQuery } from '../../web/index.ts'
import { type DeskDoor, deskRoute } from '../desk-route.ts'
import { activityAddress, wantedBy } from './activity.ts'
import { ActivityPage } from './pages/activity.tsx'
import { type ActivityParts, findWanted, lookAtActivity, takeOut } from './tasks.ts'

const part = z.string().max(100).optional()
const activityQuery = z.object({
  person: part,
  event: part,
  actor: part,
  outcome: part,
  source: part,
  reference: part,
  from: part,
  to: part,
  before: part,
})
const personForm = z.object({ address: z.string().max(1000).default('') })

/** The page that shows what is asked for, also where it is asked for as a file. */
const pageOf = (request: FastifyRequest) => activityAddress(wantedBy(parseQuery(activityQuery, request)))

/** What has happened, for auditors: it can be read, and nothing else (req 97). */
export function registerActivity(door: DeskDoor, parts: ActivityParts): void {
  deskRoute(door, {
    method: 'GET',
    url: '/desk/activity',
    act: 'see-activity',
    back: pageOf,
    handler: async (staff, request, reply) => {
      const wanted = wantedBy(parseQuery(activityQuery, request))
      const activity = await lookAtActivity(parts, staff.person.roles, wanted)
      return reply.page(<ActivityPage staff={staff} activity={activity} />, { languagePath: activityAddress(wanted) })
    },
  })

  deskRoute(door, {
    method: 'GET',
    url: '/desk/activity/download',
    act: 'see-activity',
    // A file of many people: as with the list of whom a breach may concern.
    fresh: true,
    back: pageOf,
    handler: async (staff, request, reply) => {
      const { source, reference } = request
      const wanted = wantedBy(parseQuery(activityQuery, request))
      const lines = await takeOut(parts, wanted, { by: staff.person.id, source, reference })
      return reply
        .type('application/jsonl')
        .header('content-disposition', `attachment; filename="furta-audit-${reference}.jsonl"`)
        .send(Readable.from(lines))
    },
  })

  deskRoute(door, {
    method: 'POST',
    url: '/desk/activity',
    act: 'see-activity',
    handler: async (staff, request, reply) => {
      const { address } = parseForm(personForm, request)
      const person = await findWanted(parts, address)
      if (person !== undefined) return reply.redirect(activityAddress({ person }), 303)
      const activity = await lookAtActivity(parts, staff.person.roles, {})
      return reply.page(<ActivityPage staff={staff} activity={activity} unknown={address} />, { status: 422 })
    },
  })
}
