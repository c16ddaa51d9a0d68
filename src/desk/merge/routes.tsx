import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { asPersonId } from '../../database/index.ts'
import { findPerson, isUsosId } from '../../people/index.ts'
import { Problem, parseForm, parseQuery } from '../../web/index.ts'
import { type DeskDoor, deskRoute, type Staff } from '../desk-route.ts'
import { holdsNationalId } from '../reason.ts'
import { stayingParts } from './obstacle.ts'
import { FindOtherPage } from './pages/find.tsx'
import { MergePage } from './pages/merge.tsx'
import { PreviewPage } from './pages/preview.tsx'
import { listIdsOf } from './store.ts'
import {
  changeId,
  findOther,
  lookAtMerge,
  type MergeParts,
  mayChangeIds,
  mergePeople,
  previewMerge,
  undoMerge,
} from './tasks.ts'

type Named = { Params: { id: string } }

const mergeQuery = z.object({ other: z.string().max(100).optional(), done: z.string().max(20).optional() })
const findForm = z.object({ other: z.string().max(1000).default('') })
const mergeForm = z.object({ other: z.string().max(100).default(''), reason: z.string().max(20_000).default('') })
const idForm = z.object({
  usosId: z.string().max(100).default(''),
  what: z.enum(['add', 'remove']).catch('add'),
  reason: z.string().max(20_000).default(''),
})
const undoForm = z.object({ reason: z.string().max(20_000).default('') })
const undoneQuery = z.object({ stays: z.string().max(200).default('') })

/** Two records of one human made one, and two again. What changes anything asks for a factor of the last ten minutes (req 62). */
export function registerMerge(door: DeskDoor, parts: MergeParts): void {
  const { db } = parts.database

  deskRoute<Named>(door, {
    method: 'GET',
    url: '/desk/people/:id/merge',
    act: 'merge-people',
    handler: async (staff, request, reply) => {
      const { other, done } = parseQuery(mergeQuery, request)
      if (other !== undefined) {
        return reply.page(<PreviewPage staff={staff} preview={await previewOf(staff, request, other)} />, {
          languagePath: `/desk/people/${request.params.id}/merge?other=${encodeURIComponent(other)}`,
        })
      }
      const person = await personOf(request)
      const ids = await listIdsOf(db, person.id)
      return reply.page(<FindOtherPage staff={staff} person={person} ids={ids} done={done === 'saved'} />)
    },
  })

  deskRoute<Named>(door, {
    method: 'POST',
    url: '/desk/people/:id/find-other',
    act: 'merge-people',
    handler: async (staff, request, reply) => {
      const person = await personOf(request)
      const { other: typed } = parseForm(findForm, request)
      const shown = { staff, person, typed }
      const languagePath = `/desk/people/${person.id}/merge`
      if (holdsNationalId(typed))
        return reply.page(<FindOtherPage {...shown} fault="nationalId" />, { status: 422, languagePath })
      const other = await findOther(db, typed)
      if (other === undefined) {
        const id = typed.trim()
        const unknownId = isUsosId(id) && mayChangeIds(staff.person, person) ? id : undefined
        const page = <FindOtherPage {...shown} fault="nobody" unknownId={unknownId} />
        return reply.page(page, { status: 422, languagePath })
      }
      return reply.redirect(`/desk/people/${person.id}/merge?other=${other}`, 303)
    },
  })

  deskRoute<Named>(door, {
    method: 'POST',
    url: '/desk/people/:id/usos-ids',
    act: 'merge-people',
    fresh: true,
    handler: async (staff, request, reply) => {
      const person = await personOf(request)
      const { usosId, what, reason } = parseForm(idForm, request, { lines: ['reason'] })
      const outcome = await changeId(parts, { person: person.id, usosId, what }, { ...actorOf(staff, request), reason })
      const languagePath = `/desk/people/${person.id}/merge`
      if (outcome.kind === 'done') return reply.redirect(`${languagePath}?done=saved`, 303)
      const ids = await listIdsOf(db, person.id)
      const shown = { staff, person, ids, unknownId: what === 'add' && isUsosId(usosId) ? usosId : undefined }
      if (outcome.kind === 'refused') {
        const page = <FindOtherPage {...shown} refused={{ usosId, because: outcome.because, reason }} />
        return reply.page(page, { status: 422, languagePath })
      }
      return reply.page(<FindOtherPage {...shown} unknownId={undefined} fault="notPossible" />, {
        status: 409,
        languagePath,
      })
    },
  })

  deskRoute<Named>(door, {
    method: 'POST',
    url: '/desk/people/:id/merge',
    act: 'merge-people',
    fresh: true,
    handler: async (staff, request, reply) => {
      const { other, reason } = parseForm(mergeForm, request, { lines: ['reason'] })
      const ids = { kept: asPersonId(request.params.id), gone: asPersonId(other) }
      const outcome = await mergePeople(parts, ids, { ...actorOf(staff, request), reason })
      switch (outcome.kind) {
        case 'merged':
        case 'sent-before':
          return reply.redirect(`/desk/people/${ids.kept}?done=merged`, 303)
        case 'refused':
          return showPreview(staff, request, reply, { other, refused: { because: outcome.because, reason } })
        case 'not-possible':
          return showPreview(staff, request, reply, { other, notPossible: true })
      }
    },
  })

  deskRoute<Named>(door, {
    method: 'GET',
    url: '/desk/merges/:id',
    act: 'merge-people',
    handler: async (staff, request, reply) => {
      const { stays } = parseQuery(undoneQuery, request)
      const named = stayingParts.filter((part) => stays.split(' ').includes(part))
      return reply.page(<MergePage staff={staff} view={await mergeOf(staff, request)} stays={named} />)
    },
  })

  deskRoute<Named>(door, {
    method: 'POST',
    url: '/desk/merges/:id/undo',
    act: 'merge-people',
    fresh: true,
    handler: async (staff, request, reply) => {
      const { reason } = parseForm(undoForm, request, { lines: ['reason'] })
      const { id } = request.params
      const view = await mergeOf(staff, request)
      const outcome = await undoMerge(parts, id, { ...actorOf(staff, request), reason })
      const languagePath = `/desk/merges/${id}`
      switch (outcome.kind) {
        case 'undone':
          return reply.redirect(`/desk/merges/${id}?stays=${outcome.stays.join('+')}`, 303)
        case 'refused': {
          const refused = { because: outcome.because, reason }
          return reply.page(<MergePage staff={staff} view={view} refused={refused} />, { status: 422, languagePath })
        }
        case 'not-possible':
          return reply.page(<MergePage staff={staff} view={view} notPossible />, { status: 409, languagePath })
      }
    },
  })

  async function personOf(request: FastifyRequest<Named>) {
    const person = await findPerson(db, asPersonId(request.params.id))
    if (!person) throw new Problem('not-found')
    return person
  }

  async function previewOf({ person }: Staff, request: FastifyRequest<Named>, other: string) {
    const ids = { kept: asPersonId(request.params.id), gone: asPersonId(other) }
    const preview = await previewMerge(db, person, ids)
    if (!preview) throw new Problem('not-found')
    return preview
  }

  async function showPreview(
    staff: Staff,
    request: FastifyRequest<Named>,
    reply: FastifyReply,
    { other, ...shown }: { other: string } & Pick<Parameters<typeof PreviewPage>[0], 'refused' | 'notPossible'>,
  ) {
    const preview = await previewOf(staff, request, other)
    return reply.page(<PreviewPage staff={staff} preview={preview} {...shown} />, {
      status: shown.refused ? 422 : 409,
      languagePath: `/desk/people/${request.params.id}/merge?other=${encodeURIComponent(other)}`,
    })
  }

  async function mergeOf({ person }: Staff, request: FastifyRequest<Named>) {
    const view = await lookAtMerge(parts, person, request.params.id)
    if (!view) throw new Problem('not-found')
    return view
  }
}

function actorOf({ person }: Staff, request: FastifyRequest<Named>) {
  return { staff: person.id, form: request.formId, source: request.source, reference: request.reference }
}
