import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { asCaseId, asPersonId, type CaseKind } from '../../database/index.ts'
import { Problem, parseForm, parseQuery } from '../../web/index.ts'
import { type DeskDoor, deskRoute, refuse, type Staff } from '../desk-route.ts'
import { readQuery } from '../people/query.ts'
import {
  type AnswerOutcome,
  type AnswerParts,
  answerInRegistry,
  askPerson,
  decline,
  giveBack,
  type Sent,
  take,
} from './answer-tasks.ts'
import { actFor, type RegistryAnswer, registryAnswers } from './answers.ts'
import type { AnswerForm, FormFaults } from './pages/answers.tsx'
import { type CaseNews, CasePage } from './pages/case.tsx'
import { QueuePage } from './pages/queue.tsx'
import { type Looking, readCase, readDone, readQueue } from './tasks.ts'

/** The queue and the answering of cases. The act of a route is that of the desk whose cases it answers: one path for each. */
export function registerCases(door: DeskDoor, parts: AnswerParts): void {
  deskRoute(door, {
    method: 'GET',
    url: '/desk/cases',
    act: 'see-cases',
    handler: async (staff, request, reply) => {
      const { done, ...view } = parseQuery(queueQuery, request)
      const [queue, what] = await Promise.all([
        readQueue(parts, staff, view),
        done === '' ? undefined : readDone(parts, staff, asCaseId(done)),
      ])
      return reply.page(
        <QueuePage staff={staff} queue={queue} done={what} />,
        done === '' ? {} : { languagePath: '/desk/cases' },
      )
    },
  })

  deskRoute<Named>(door, {
    method: 'GET',
    url: '/desk/cases/:id',
    act: 'see-cases',
    handler: (staff, request, reply) => {
      const looking = lookingAt(parseQuery(caseQuery, request).person)
      return showCase(parts, { staff, request, reply, looking })
    },
  })

  // Posted: names and addresses are no part of an address (decision 061), and what is written so far comes back (decision 262).
  const lookRoute = (name: string, show: (form: Filled) => Looked) =>
    deskRoute<Named>(door, {
      method: 'POST',
      url: `/desk/cases/:id/${name}`,
      act: 'search-people',
      handler: (staff, request, reply) => {
        const form = parseForm(answerForm, request, { lines: ['reason', 'question', 'words'] })
        const { faults = {}, ...showing } = show(form)
        return showCase(parts, { staff, request, reply, tried: { ...form, faults }, ...showing })
      },
    })
  lookRoute('find', search)
  lookRoute('compare', ({ other, find }) => {
    const read = readQuery(find)
    return { looking: lookingAt(other, 'query' in read ? read.query : '') }
  })
  // Searches where something is typed to be searched for; a refusal goes out by a button that one sees.
  lookRoute('enter', (form) => {
    if (form.find.trim() !== '') return search(form)
    const { person, because } = form
    const looking = lookingAt(person)
    if (because === '') return { looking, faults: { because: 'missing' }, status: 422 }
    return { looking, news: 'not-declined' }
  })

  for (const kind of ['student', 'teacher'] as const) registerAnswers(door, parts, kind)
}

function registerAnswers(door: DeskDoor, parts: AnswerParts, kind: CaseKind) {
  const act = actFor(kind)
  const answerRoute = (
    name: string,
    answer: (form: Filled, sent: Sent) => Promise<AnswerOutcome>,
    { fresh = false }: { fresh?: boolean } = {},
  ) =>
    deskRoute<Named>(door, {
      method: 'POST',
      url: `/desk/cases/${kind}/:id/${name}`,
      act,
      fresh,
      // One step up is the number of a case and no page, and two are a case of that name.
      back: ({ params }) => `/desk/cases/${encodeURIComponent(params.id)}`,
      handler: async (staff, request, reply) => {
        const form = parseForm(answerForm, request, { lines: ['reason', 'question', 'words'] })
        const outcome = await answer(form, sentBy(staff, kind, request, form.owner))
        return tell(parts, { staff, request, reply, name, form, outcome })
      },
    })

  for (const answer of registryAnswers) {
    answerRoute(
      answer,
      (form, sent) =>
        answerInRegistry(parts, sent, {
          answer,
          person: asPersonId(form.person),
          seen: form.seen,
          reason: form.reason ?? '',
        }),
      { fresh: movesAddress(answer) },
    )
  }
  answerRoute('ask-back', (form, sent) => askPerson(parts, sent, form.question))
  answerRoute('decline', (form, sent) => decline(parts, sent, form))
  answerRoute('take', (form, sent) => take(parts, sent, form.owner === '' ? undefined : asPersonId(form.owner)))
  answerRoute('give-back', (_form, sent) => giveBack(parts, sent))
}

/** What cannot be taken back easily asks for a factor of the last minutes (req 62). */
const movesAddress = (answer: RegistryAnswer) => answer === 'assign' || answer === 'connect-and-assign'

type Named = { Params: { id: string } }
type NamedRequest = FastifyRequest<Named>

const typed = (most: number) => z.string().max(most).default('')
const queueQuery = z.object({
  desk: z.enum(['all', 'student', 'teacher']).catch('all'),
  whose: z.enum(['all', 'mine']).catch('all'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  done: typed(40),
})
const caseQuery = z.object({ person: typed(100) })
const answerForm = z.object({
  person: typed(100),
  owner: typed(100),
  seen: z.coerce.number().int().catch(0),
  reason: z.string().max(20_000).optional(),
  question: typed(20_000),
  because: typed(40),
  words: typed(20_000),
  find: typed(2000),
  /** Whom to put beside the case. */
  other: typed(100),
})
type Filled = z.output<typeof answerForm>
interface Faulty {
  faults?: FormFaults
}

function sentBy(staff: Staff, kind: CaseKind, request: NamedRequest, owner: string): Sent {
  return {
    id: asCaseId(request.params.id),
    kind,
    staff: staff.person.id,
    owner: owner === '' ? undefined : asPersonId(owner),
    form: request.formId,
    source: request.source,
    reference: request.reference,
  }
}

interface Showing {
  staff: Staff
  request: NamedRequest
  reply: FastifyReply
  looking?: Looking
  news?: CaseNews | undefined
  tried?: AnswerForm
  status?: 200 | 409 | 422
}

type Looked = Pick<Showing, 'looking' | 'news' | 'status'> & Faulty

/** As the search for people and cases does, what cannot be searched for says so. */
function search({ person, find }: Filled): Looked {
  const read = readQuery(find)
  if ('fault' in read) return { looking: lookingAt(person), faults: { find: read.fault }, status: 422 }
  return { looking: lookingAt(person, read.query) }
}

const lookingAt = (person: string, find = ''): Looking => ({
  ...(person !== '' && { person: asPersonId(person) }),
  ...(find !== '' && { find }),
})

async function showCase(parts: AnswerParts, { staff, request, reply, looking, news, tried, status = 200 }: Showing) {
  const id = asCaseId(request.params.id)
  const reading = await readCase(parts, staff, id, looking)
  if (!reading) throw new Problem('not-found')
  const { settings } = parts
  return reply.page(
    <CasePage staff={staff} reading={reading} addressHold={settings.ADDRESS_HOLD} news={news} tried={tried} />,
    { status, languagePath: `/desk/cases/${id}` },
  )
}

interface Telling extends Pick<Showing, 'staff' | 'request' | 'reply'> {
  name: string
  form: Filled
  outcome: AnswerOutcome
}

/**
 * Whoever answered goes back to the queue; whoever takes a case, or has to look again, stays with it and with all that is
 * written (decision 262). Sent once more, each of these does and says the same.
 */
async function tell(parts: AnswerParts, { staff, request, reply, name, form, outcome }: Telling) {
  const { id } = request.params
  const stay = (more: Pick<Showing, 'news' | 'status'> & Faulty) => {
    const tried = { ...form, faults: more.faults ?? {} }
    return showCase(parts, { staff, request, reply, looking: lookingAt(form.person), tried, ...more })
  }
  const back = () => reply.redirect(`/desk/cases?done=${id}`, 303)

  switch (outcome.kind) {
    case 'done':
      return name === 'take' ? stay({ news: 'taken' }) : back()
    case 'answered-already':
      return back()
    case 'changed':
      return stay({ news: name === 'take' || name === 'give-back' ? 'owner-changed' : 'changed', status: 409 })
    case 'taken-since':
      return stay({ news: 'taken-since', status: 409 })
    case 'refused':
      return stay({ faults: outcome.faults, status: 422 })
    case 'forbidden':
      await refuse(parts, staff, request, reply)
      return reply
    case 'nobody':
      throw new Problem('not-found')
  }
}
