import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ErasureParts } from '../../personal-data/index.ts'
import { Problem, parseForm } from '../../web/index.ts'
import { type DeskDoor, type DoorParts, deskRoute, refuse, type Staff } from '../desk-route.ts'
import { mayActOn } from '../permissions.ts'
import { ErasePage } from './pages/erase.tsx'
import { ErasedPage } from './pages/erased.tsx'
import { type EraseForm, eraseAtDesk, findToErase, type ToErase } from './tasks.ts'

export type ErasureRoomParts = ErasureParts & DoorParts

type Named = { Params: { id: string } }
const eraseForm = z.object({ confirmed: z.string().max(1000).default(''), reason: z.string().max(20_000).default('') })

/** Erasing a person (req 100): for administrators, with a factor of the last ten minutes, never oneself. */
export function registerErasure(door: DeskDoor, parts: ErasureRoomParts): void {
  const opening = { url: '/desk/people/:id/erase', act: 'erase', fresh: true } as const

  // Fresh already where the form is opened: nobody should write a reason and lose it.
  deskRoute<Named>(door, {
    ...opening,
    method: 'GET',
    handler: async (staff, request, reply) => {
      const who = await whoIsMeant(parts, request)
      if (!mayActOn(staff.person, who.person, 'erase')) {
        await refuse(parts, staff, request, reply)
        return reply
      }
      return reply.page(<ErasePage staff={staff} who={who} />)
    },
  })

  deskRoute<Named>(door, {
    ...opening,
    method: 'POST',
    handler: async (staff, request, reply) => {
      const sent: EraseForm = parseForm(eraseForm, request, { lines: ['reason'] })
      const who = await whoIsMeant(parts, request)
      const outcome = await eraseAtDesk(parts, senderOf(staff, request), who, sent)

      switch (outcome.kind) {
        case 'erased':
          return reply.page(<ErasedPage staff={staff} pseudonym={outcome.pseudonym} />, {
            languagePath: '/desk/people',
          })
        case 'refused': {
          const shown = { staff, who, faults: outcome.faults, sent }
          return reply.page(<ErasePage {...shown} />, { status: 422 })
        }
        case 'works-at-desk':
        case 'merged':
        case 'busy':
          return reply.page(<ErasePage staff={staff} who={who} sent={sent} hindrance={outcome.kind} />, { status: 409 })
        case 'forbidden':
          await refuse(parts, staff, request, reply)
          return reply
        case 'nobody':
          throw new Problem('not-found')
      }
    },
  })
}

async function whoIsMeant(parts: ErasureRoomParts, request: FastifyRequest<Named>): Promise<ToErase> {
  const who = await findToErase(parts, request.params.id)
  if (!who) throw new Problem('not-found')
  return who
}

function senderOf({ person }: Staff, { source, reference }: FastifyRequest<Named>) {
  return { staff: person.id, source, reference }
}
