import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem, parseForm, parseQuery } from '../../web/index.ts'
import type { World } from '../../world/index.ts'
import { type DeskDoor, deskRoute, type Staff } from '../desk-route.ts'
import { readReason } from '../reason.ts'
import { NewTokenPage } from './pages/new-token.tsx'
import { RevokePage } from './pages/revoke.tsx'
import { TokenShownPage } from './pages/token-shown.tsx'
import { TokensPage } from './pages/tokens.tsx'
import { scopes, type TokenBook } from './token-book.ts'
import { emptyForm, readTokenForm, type TokenForm } from './token-form.ts'

export interface ScimRoomParts {
  readonly world: Pick<World, 'clock'>
  readonly origin: string
  readonly tokenBook: TokenBook
}

type Named = { Params: { name: string } }

const typed = z.string().max(2000).default('')
const ticked = z.string().max(10).optional()
const newForm = z.object({
  name: typed,
  days: typed,
  reason: typed,
  'users:read': ticked,
  'users:write': ticked,
  'groups:read': ticked,
})
const revokeForm = z.object({ reason: typed })
const tokensQuery = z.object({ done: z.string().max(20).optional() })

const SEE = 'see-tokens' as const
const MANAGE = 'manage-tokens' as const

/** Which identity systems may write, and the forms that let them in and shut them out (req 62, 86). */
export function registerScimRoom(door: DeskDoor, { world, origin, tokenBook }: ScimRoomParts): void {
  const address = `${origin}/scim/v2`

  deskRoute(door, {
    method: 'GET',
    url: '/desk/scim',
    act: SEE,
    handler: async (staff, request, reply) => {
      const { done } = parseQuery(tokensQuery, request)
      const shown = { staff, address, lines: await tokenBook.list(), now: world.clock.now() }
      return reply.page(<TokensPage {...shown} done={done === 'revoked'} />, { languagePath: '/desk/scim' })
    },
  })

  // Fresh already where the form is opened: nobody should fill it in and lose it.
  deskRoute(door, {
    method: 'GET',
    url: '/desk/scim/new',
    act: MANAGE,
    fresh: true,
    handler: (staff, _request, reply) => reply.page(<NewTokenPage staff={staff} form={emptyForm} />),
  })

  deskRoute(door, {
    method: 'POST',
    url: '/desk/scim/new',
    act: MANAGE,
    fresh: true,
    handler: async (staff, request, reply) => {
      const form = formIn(parseForm(newForm, request, { lines: ['reason'] }))
      const read = readTokenForm(form)
      if ('faults' in read)
        return reply.page(<NewTokenPage staff={staff} form={form} faults={read.faults} />, { status: 422 })
      const { token, reason } = read
      const secret = await tokenBook.make(token, { ...doingOf(staff, request), reason })
      if (!secret)
        return reply.page(<NewTokenPage staff={staff} form={form} faults={{ name: 'taken' }} />, { status: 422 })
      // In the other language the token would be gone: there another one can be made.
      const shown = { staff, name: token.name, address, token: secret.reveal() }
      return reply.page(<TokenShownPage {...shown} />, { languagePath: '/desk/scim' })
    },
  })

  deskRoute<Named>(door, {
    method: 'GET',
    url: '/desk/scim/:name/revoke',
    act: MANAGE,
    fresh: true,
    handler: async (staff, request, reply) => {
      const found = (await tokenBook.list()).find(({ name }) => name === request.params.name)
      if (!found) throw new Problem('not-found')
      return reply.page(<RevokePage staff={staff} name={found.name} notThere={found.revokedAt !== undefined} />)
    },
  })

  deskRoute<Named>(door, {
    method: 'POST',
    url: '/desk/scim/:name/revoke',
    act: MANAGE,
    fresh: true,
    handler: async (staff, request, reply) => {
      const form = parseForm(revokeForm, request, { lines: ['reason'] })
      const found = (await tokenBook.list()).find(({ name }) => name === request.params.name)
      if (!found) throw new Problem('not-found')
      const { name } = found
      const read = readReason(form.reason)
      if ('fault' in read) {
        const shown = { staff, name, fault: read.fault, typed: form.reason }
        return reply.page(<RevokePage {...shown} />, { status: 422 })
      }
      const revoked = await tokenBook.revoke(name, { ...doingOf(staff, request), reason: read.reason })
      if (!revoked) return reply.page(<RevokePage staff={staff} name={name} notThere />, { status: 409 })
      return reply.redirect('/desk/scim?done=revoked', 303)
    },
  })
}

function formIn({ name, days, reason, ...ticks }: z.output<typeof newForm>): TokenForm {
  return { name, days, reason, scopes: scopes.filter((scope) => ticks[scope] !== undefined) }
}

function doingOf({ person }: Staff, { source, reference }: FastifyRequest<Named> | FastifyRequest) {
  return { by: person.id, source, reference }
}
