import { z } from 'zod'
import type { ReachParts } from '../../personal-data/index.ts'
import { parseForm } from '../../web/index.ts'
import { type DeskDoor, deskRoute } from '../desk-route.ts'
import { BreachPage } from './pages/breach.tsx'
import { makeReport } from './tasks.ts'

export type BreachParts = ReachParts

const typed = z.string().max(1000).default('')
const breachForm = z.object({ what: typed, which: typed, from: typed, to: typed, format: typed })

/** Whom a breach may concern, for auditors and administrators (req 102). A list of many people needs a factor of the last ten minutes. */
export function registerBreach(door: DeskDoor, parts: BreachParts): void {
  const opening = { url: '/desk/breach', act: 'report-breach', fresh: true } as const

  deskRoute(door, {
    ...opening,
    method: 'GET',
    handler: (staff, _request, reply) => reply.page(<BreachPage staff={staff} />, { languagePath: '/desk/breach' }),
  })

  deskRoute(door, {
    ...opening,
    method: 'POST',
    handler: async (staff, request, reply) => {
      const sent = parseForm(breachForm, request)
      const { source, reference } = request
      const outcome = await makeReport(parts, sent, { by: staff.person.id, source, reference })

      switch (outcome.kind) {
        case 'report':
          reply.header('content-disposition', `attachment; filename="${outcome.fileName}"`)
          return reply.type(`${outcome.type}; charset=utf-8`).send(outcome.content)
        case 'refused': {
          const shown = { staff, faults: outcome.faults, sent }
          return reply.page(<BreachPage {...shown} />, { status: 422, languagePath: '/desk/breach' })
        }
      }
    },
  })
}
