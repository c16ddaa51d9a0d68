import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { asPersonId } from '../../database/index.ts'
import { Problem, parseForm, parseQuery } from '../../web/index.ts'
import { type DeskDoor, deskRoute, type Staff } from '../desk-route.ts'
import { PersonRolesPage } from './pages/person.tsx'
import { RolesPage } from './pages/roles.tsx'
import { changeRoles, findColleague, findNewColleague, listColleagues, type RolesParts } from './tasks.ts'

type OfPerson = { Params: { id: string } }
const rolesQuery = z.object({ done: z.string().max(20).optional() })
const findForm = z.object({ address: z.string().max(1000).default('') })
const changeForm = z.object({ change: z.string().max(50).default(''), reason: z.string().max(20_000).default('') })

/** Who works at the desk. What changes roles needs a factor of the last ten minutes (req 62). */
export function registerRoles(door: DeskDoor, parts: RolesParts): void {
  deskRoute(door, {
    method: 'GET',
    url: '/desk/roles',
    act: 'manage-roles',
    handler: async (staff, request, reply) => {
      const { done } = parseQuery(rolesQuery, request)
      const told = done === 'granted' || done === 'revoked' || done === 'removed' ? done : undefined
      return reply.page(<RolesPage staff={staff} colleagues={await listColleagues(parts)} done={told} />, {
        languagePath: '/desk/roles',
      })
    },
  })

  deskRoute(door, {
    method: 'POST',
    url: '/desk/roles',
    act: 'manage-roles',
    handler: async (staff, request, reply) => {
      const { address } = parseForm(findForm, request)
      const id = await findNewColleague(parts, address)
      if (id !== undefined) return reply.redirect(`/desk/roles/${id}`, 303)
      const colleagues = await listColleagues(parts)
      return reply.page(<RolesPage staff={staff} colleagues={colleagues} unknown={address} />, { status: 422 })
    },
  })

  // Fresh already where the form is opened: nobody should write a reason and lose it.
  deskRoute<OfPerson>(door, {
    method: 'GET',
    url: '/desk/roles/:id',
    act: 'manage-roles',
    fresh: true,
    handler: async (staff, request, reply) =>
      reply.page(<PersonRolesPage staff={staff} colleague={await colleagueOf(parts, request)} />),
  })

  deskRoute<OfPerson>(door, {
    method: 'POST',
    url: '/desk/roles/:id',
    act: 'manage-roles',
    fresh: true,
    handler: async (staff, request, reply) => {
      const sent = parseForm(changeForm, request, { lines: ['reason'] })
      const { person } = await colleagueOf(parts, request)
      const outcome = await changeRoles(parts, actorOf(staff, request), person.id, sent)

      switch (outcome.kind) {
        case 'done':
          return reply.redirect(`/desk/roles?done=${pastOf[outcome.what]}`, 303)
        case 'refused': {
          const shown = { staff, colleague: await colleagueOf(parts, request), faults: outcome.faults, sent }
          return reply.page(<PersonRolesPage {...shown} />, { status: 422 })
        }
        case 'not-possible': {
          const shown = { staff, colleague: await colleagueOf(parts, request), sent, notPossible: true }
          return reply.page(<PersonRolesPage {...shown} />, { status: 409 })
        }
      }
    },
  })
}

const pastOf = { grant: 'granted', revoke: 'revoked', 'remove-second-factor': 'removed' } as const

async function colleagueOf(parts: RolesParts, request: FastifyRequest<OfPerson>) {
  const colleague = await findColleague(parts, asPersonId(request.params.id))
  if (!colleague) throw new Problem('not-found')
  return colleague
}

function actorOf({ person }: Staff, request: FastifyRequest<OfPerson>) {
  return { person, source: request.source, reference: request.reference }
}
