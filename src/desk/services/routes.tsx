import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem, parseForm, parseQuery } from '../../web/index.ts'
import { type DeskDoor, deskRoute, type Staff } from '../desk-route.ts'
import { DecidePage } from './pages/decide.tsx'
import { SecretPage } from './pages/secret.tsx'
import { doneThings, ServicePage } from './pages/service.tsx'
import { ServiceFormPage } from './pages/service-form.tsx'
import { ServicesPage } from './pages/services.tsx'
import { emptyForm, formOf, linesAllowed, type ServiceField, serviceFields } from './service-form.ts'
import {
  actsFor,
  decideService,
  type Edited,
  findService,
  listServices,
  type ServiceAct,
  type ServicesRoomParts,
  type ServiceView,
  saveService,
  serviceActs,
} from './tasks.ts'

type Named = { Params: { id: string } }

const version = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
const typed = z.string().max(20_000).default('')
const fields = Object.fromEntries(serviceFields.map((field) => [field, typed])) as Record<ServiceField, typeof typed>
const newForm = z.object(fields)
const changeForm = z.object({ ...fields, version })
const decideForm = z.object({ reason: typed, version })
const serviceQuery = z.object({ done: z.string().max(20).optional() })

const SEE = 'see-services' as const
const MANAGE = 'manage-services' as const

/** Which services use the sign-in, and the forms that change those of the desk, with a factor of the last ten minutes (req 62). */
export function registerServices(door: DeskDoor, parts: ServicesRoomParts): void {
  deskRoute(door, {
    method: 'GET',
    url: '/desk/services',
    act: SEE,
    handler: async (staff, _request, reply) =>
      reply.page(
        <ServicesPage staff={staff} lines={await listServices(parts)} fileFaults={parts.registry.fileFaults()} />,
      ),
  })

  // Fresh already where the form is opened: nobody should fill it in and lose it.
  deskRoute(door, {
    method: 'GET',
    url: '/desk/services/new',
    act: MANAGE,
    fresh: true,
    handler: (staff, _request, reply) => reply.page(<ServiceFormPage staff={staff} form={emptyForm} />),
  })

  deskRoute(door, {
    method: 'POST',
    url: '/desk/services/new',
    act: MANAGE,
    fresh: true,
    handler: (staff, request, reply) =>
      save(parts, { staff, request, reply }, undefined, parseForm(newForm, request, { lines: linesAllowed })),
  })

  deskRoute<Named>(door, {
    method: 'GET',
    url: '/desk/services/:id',
    act: SEE,
    handler: async (staff, request, reply) => {
      const view = await viewOf(parts, request.params.id)
      const { done } = parseQuery(serviceQuery, request)
      const told = doneThings.find((each) => each === done)
      return reply.page(<ServicePage staff={staff} view={view} acts={actsFor(view)} done={told} />, {
        languagePath: `/desk/services/${view.service.id}`,
      })
    },
  })

  deskRoute<Named>(door, {
    method: 'GET',
    url: '/desk/services/:id/change',
    act: MANAGE,
    fresh: true,
    handler: async (staff, request, reply) => {
      const view = await viewOf(parts, request.params.id)
      if (!view.entry || view.service.registeredIn !== 'desk') throw new Problem('not-found')
      const edited = { id: view.service.id, name: view.service.name, version: view.entry.version }
      return reply.page(<ServiceFormPage staff={staff} edited={edited} form={formOf(view.service)} />)
    },
  })

  deskRoute<Named>(door, {
    method: 'POST',
    url: '/desk/services/:id/change',
    act: MANAGE,
    fresh: true,
    handler: (staff, request, reply) => {
      const { version: opened, ...form } = parseForm(changeForm, request, { lines: linesAllowed })
      return save(parts, { staff, request, reply }, { id: request.params.id, version: opened }, form)
    },
  })

  for (const act of serviceActs) registerDecision(door, parts, act)
}

function registerDecision(door: DeskDoor, parts: ServicesRoomParts, act: ServiceAct) {
  deskRoute<Named>(door, {
    method: 'GET',
    url: `/desk/services/:id/${act}`,
    act: MANAGE,
    fresh: true,
    handler: async (staff, request, reply) => {
      const view = await viewOf(parts, request.params.id)
      if (!actsFor(view).includes(act)) return reply.redirect(`/desk/services/${view.service.id}`, 303)
      return reply.page(<DecidePage staff={staff} view={view} act={act} />)
    },
  })

  deskRoute<Named>(door, {
    method: 'POST',
    url: `/desk/services/:id/${act}`,
    act: MANAGE,
    fresh: true,
    handler: async (staff, request, reply) => {
      const form = parseForm(decideForm, request, { lines: ['reason'] })
      const view = await viewOf(parts, request.params.id)
      const { id } = view.service
      const wanted = { id, version: form.version }
      const outcome = await decideService(parts, actorOf(staff, request), wanted, act, form.reason)

      switch (outcome.kind) {
        case 'done': {
          const { secret } = outcome
          if (!secret) return reply.redirect(`/desk/services/${id}?done=${pastOf[act]}`, 303)
          return reply.page(<SecretPage staff={staff} service={view.service} secret={secret.reveal()} />, {
            languagePath: `/desk/services/${id}`,
          })
        }
        case 'refused': {
          const shown = { staff, view, act, fault: outcome.reason, typed: form.reason }
          return reply.page(<DecidePage {...shown} />, { status: 422 })
        }
        case 'not-possible':
          return reply.page(<DecidePage staff={staff} view={view} act={act} notPossible />, { status: 409 })
      }
    },
  })
}

const pastOf = { secret: 'changed', withdraw: 'withdrawn', restore: 'restored' } as const satisfies Record<
  ServiceAct,
  (typeof doneThings)[number]
>

interface Asked {
  readonly staff: Staff
  readonly request: FastifyRequest<Named> | FastifyRequest
  readonly reply: FastifyReply
}

async function save(
  parts: ServicesRoomParts,
  { staff, request, reply }: Asked,
  edited: Edited,
  form: z.output<typeof newForm>,
) {
  const outcome = await saveService(parts, actorOf(staff, request), edited, form)
  const done = edited ? 'changed' : 'registered'

  switch (outcome.kind) {
    case 'saved': {
      const { id, secret } = outcome
      if (!secret) return reply.redirect(`/desk/services/${id}?done=${done}`, 303)
      // In the other language the secret would be gone: there another one can be made.
      return reply.page(
        <SecretPage staff={staff} service={{ id, name: namesIn(form) }} secret={secret.reveal()} done={done} />,
        { languagePath: `/desk/services/${id}` },
      )
    }
    case 'refused': {
      const shown = edited && { ...edited, name: namesIn(form) }
      return reply.page(<ServiceFormPage staff={staff} edited={shown} form={form} faults={outcome.faults} />, {
        status: 422,
        languagePath: edited ? `/desk/services/${edited.id}/change` : '/desk/services/new',
      })
    }
    case 'changed-meanwhile': {
      const shown = edited && { id: edited.id, name: namesIn(form), version: outcome.version }
      return reply.page(<ServiceFormPage staff={staff} edited={shown} form={form} changedBy={outcome.by} />, {
        status: 409,
        ...(edited && { languagePath: `/desk/services/${edited.id}/change` }),
      })
    }
    case 'not-there':
      throw new Problem('not-found')
  }
}

function namesIn(form: z.output<typeof newForm>) {
  return { pl: form['name-pl'], en: form['name-en'] }
}

async function viewOf(parts: ServicesRoomParts, id: string): Promise<ServiceView> {
  const view = await findService(parts, id)
  if (!view) throw new Problem('not-found')
  return view
}

function actorOf({ person }: Staff, request: FastifyRequest<Named> | FastifyRequest) {
  return { person, source: request.source, reference: request.reference }
}
