import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { recordEvent } from '../../audit/index.ts'
import { asPersonId } from '../../database/index.ts'
import { type Fields, parseForm, parseQuery } from '../../web/index.ts'
import { type Keyring, openText, sealText } from '../../world/index.ts'
import { type DeskDoor, deskRoute, refuse, type Staff } from '../desk-route.ts'
import { type ActForm, givenBy } from './act-form.ts'
import { type ActParts, carryOut } from './act-tasks.ts'
import { type PersonAct, personActs } from './helpful-acts.ts'
import type { ActSurroundings, Tried } from './pages/act-forms.tsx'
import { CodePage } from './pages/code.tsx'
import { type DoneAct, doneAct, doneActs } from './pages/done.tsx'
import { NobodyPage } from './pages/nobody.tsx'
import { PersonPage } from './pages/person.tsx'
import { SearchPage } from './pages/search.tsx'
import { readQuery } from './query.ts'
import { find, lookAtPerson } from './tasks.ts'

export type PeopleParts = ActParts

/** Finding people, seeing why they cannot sign in, and helping them. */
export function registerPeople(door: DeskDoor, parts: PeopleParts): void {
  deskRoute(door, {
    method: 'GET',
    url: '/desk/people',
    act: 'search-people',
    handler: (staff, request, reply) => showFound(parts, staff, request, reply),
  })

  // What is typed goes on in a sealed form: names and addresses are no part of an address, and of no log (decision 061).
  deskRoute(door, {
    method: 'POST',
    url: '/desk/people',
    act: 'search-people',
    handler: (staff, request, reply) => {
      const read = readQuery(parseForm(searchForm, request).q)
      if ('fault' in read) return reply.page(<SearchPage staff={staff} fault={read.fault} />, { status: 422 })
      return reply.redirect(`/desk/people?q=${sealQuery(parts.keys, read.query)}`, 303)
    },
  })

  deskRoute<Named>(door, {
    method: 'GET',
    url: '/desk/people/:id',
    act: 'see-person',
    handler: async (staff, request, reply) => {
      const { done } = parseQuery(personQuery, request)
      return showPerson(parts, { staff, request, reply, done: doneActs.find((each) => each === done) })
    },
  })

  for (const act of personActs) {
    deskRoute<Named>(door, {
      method: 'POST',
      url: `/desk/people/:id/${act}`,
      act,
      fresh: freshActs.includes(act),
      handler: (staff, request, reply) => answerAct(parts, act, staff, request, reply),
    })
  }
}

type Named = { Params: { id: string } }
type NamedRequest = FastifyRequest<Named>

/** What cannot be taken back easily asks for a factor of the last minutes (req 62). */
const freshActs: readonly PersonAct[] = [
  'assign-address',
  'confirm-address',
  'remove-second-factor',
  'take-password-away',
  'disable',
  'enable',
]

const typed = (most: number) => z.string().max(most).default('')
const searchForm = z.object({ q: typed(2000) })
const searchQuery = z.object({ q: typed(8000) })
const personQuery = z.object({ done: typed(40) })
const actForm = z.object({
  reason: typed(20_000),
  proof: typed(40),
  handover: typed(40),
  address: typed(1000),
  newAddress: typed(1000),
  session: typed(40),
  colleagues: typed(4000),
})

async function showFound(parts: PeopleParts, staff: Staff, request: FastifyRequest, reply: FastifyReply) {
  const query = openQuery(parts.keys, parseQuery(searchQuery, request).q)
  if (query === undefined) return reply.page(<SearchPage staff={staff} />)
  const found = await find(parts, staff.person.roles, query)
  const [only, ...others] = [
    ...found.people.map(({ id }) => `/desk/people/${id}`),
    ...found.cases.map(({ id }) => `/desk/cases/${id}`),
  ]
  if (only !== undefined && others.length === 0 && !found.more) return reply.redirect(only, 303)
  return reply.page(<SearchPage staff={staff} query={query} found={found} />)
}

function sealQuery(keys: Keyring, query: string) {
  return sealText(keys, 'desk-search', query)
}

function openQuery(keys: Keyring, sealed: string): string | undefined {
  return sealed === '' ? undefined : openText(keys, 'desk-search', sealed)
}

interface Showing {
  staff: Staff
  request: NamedRequest
  reply: FastifyReply
  done?: DoneAct | undefined
  tried?: Tried | undefined
}

async function showPerson(parts: PeopleParts, { staff, request, reply, done, tried }: Showing) {
  // A refused address may be somebody else’s, and so are the cases from it.
  const getting = tried?.faults.length === 0 ? givenBy(tried.act, tried.form, parts.institution.mailDomains) : undefined
  const view = await lookAtPerson(parts, asPersonId(request.params.id), getting)
  if (!view) return reply.page(<NobodyPage staff={staff} />, { status: 404, languagePath: '/desk/people' })
  await recordEvent(parts.database.quick, {
    at: view.now,
    event: 'person-viewed',
    outcome: 'success',
    person: view.person.id,
    actor: staff.person.id,
    source: request.source,
    reference: request.reference,
  })
  return reply.page(<PersonPage staff={staff} view={view} around={surroundingsOf(parts)} done={done} tried={tried} />, {
    status: statusOf(tried),
    languagePath: `/desk/people/${view.person.id}`,
  })
}

function statusOf(tried: Tried | undefined) {
  if (!tried) return 200
  return tried.faults.length > 0 ? 422 : 409
}

async function answerAct(parts: PeopleParts, act: PersonAct, staff: Staff, request: NamedRequest, reply: FastifyReply) {
  noteForbiddenFields(request)
  const form = parseForm(actForm, request, { lines: ['reason'] })
  const id = asPersonId(request.params.id)
  const sender = {
    staff: staff.person.id,
    form: request.formId,
    source: request.source,
    reference: request.reference,
  }
  const outcome = await carryOut(parts, { act, id, form, sender })
  const backTo = (done: DoneAct) => reply.redirect(`/desk/people/${id}?done=${done}`, 303)

  switch (outcome.kind) {
    case 'done': {
      const { done, person } = outcome
      if (done.act !== 'issue-code') return backTo(doneAct(done.act, done.link))
      return reply.page(<CodePage staff={staff} person={person} {...done} />)
    }
    case 'refused':
      return showPerson(parts, {
        staff,
        request,
        reply,
        tried: { act, faults: outcome.faults, form: withoutPeselAddress(form, outcome.faults) },
      })
    case 'with-colleague':
      return showPerson(parts, { staff, request, reply, tried: { act, faults: [], form } })
    case 'sent-before':
      return backTo(act === 'issue-code' ? 'code-sent-before' : 'sent-before')
    case 'helps-no-longer':
      return backTo('helps-no-longer')
    case 'forbidden':
      await refuse(parts, staff, request, reply)
      return reply
    case 'nobody':
      return reply.page(<NobodyPage staff={staff} />, { status: 404, languagePath: '/desk/people' })
  }
}

const NEVER_FROM_STAFF = ['password', 'pesel', 'link', 'code']

/** Nobody at the desk sets a password, a link or a PESEL: such a field does nothing and is told of (req 89). */
function noteForbiddenFields(request: FastifyRequest) {
  const sent = Object.keys((request.body ?? {}) as Fields).map((name) => name.toLowerCase())
  const fields = NEVER_FROM_STAFF.filter((word) => sent.some((name) => name.includes(word)))
  if (fields.length > 0) request.log.warn({ fields }, 'a form of the desk came with fields no staff may set')
}

/** An address that is a PESEL is not shown again (req 43); with dots it would be none. */
function withoutPeselAddress(form: ActForm, faults: Tried['faults']): ActForm {
  const isPesel = faults.some(({ field, because }) => field === 'address' && because === 'national-id')
  return isPesel ? { ...form, newAddress: '' } : form
}

function surroundingsOf({ settings, institution }: PeopleParts): ActSurroundings {
  return {
    spokenLifetime: settings.CODE_LIFETIME,
    printedLifetime: settings.PRINTED_CODE_LIFETIME,
    addressHold: settings.ADDRESS_HOLD,
    mailDomains: institution.mailDomains,
  }
}
