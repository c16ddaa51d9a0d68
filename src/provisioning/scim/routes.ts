import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SCIM_ACTOR } from '../../audit/index.ts'
import { asPersonId, type ScimScope } from '../../database/index.ts'
import { type Fields, Problem, problemIn } from '../../web/index.ts'
import { allResourceTypes, allSchemas, listBody, refuseFilter, serviceProviderConfig } from './discovery.ts'
import type { Doing, ScimParts } from './doing.ts'
import { bad, errorBody, ScimError } from './error.ts'
import { type Query, readQuery, readSearchRequest } from './query.ts'
import type { Resource } from './resource.ts'
import { groupType, type ResourceType, userType } from './schema.ts'
import { userColumns } from './search/store.ts'
import { type Selection, select, wants } from './selection.ts'
import { type Known, type KnownGroup, type Shown, showGroup, showPerson } from './show.ts'
import { findGroup, findKnown, isUsual, listMembers, searchGroups } from './store.ts'
import {
  namesVersion,
  notFound,
  type Precondition,
  patchPerson,
  personCreator,
  removePerson,
  replacePerson,
} from './tasks.ts'
import { admit } from './tokens/tasks.ts'
import { type Asker, expectHeard, inTurns } from './turns.ts'
import { peopleSearcher } from './whole-list.ts'

export const MOUNT = '/scim/v2'
const SCIM_JSON = 'application/scim+json'
// A person with a hundred fields of study has some 30 kB.
const LARGEST_BODY = 256 * 1024
const SEARCHES = { atOnce: 2, mostWaiting: 50 }

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Named = { Params: { id: string } }

interface Asked {
  readonly request: FastifyRequest<Named>
  readonly reply: FastifyReply
  readonly doing: Doing
}

interface Endpoint {
  readonly path: string
  readonly answers: Partial<Record<Method, Answer>>
  /** What stands here in the protocol and is not offered: 501, and why. */
  readonly notOffered?: string
}

interface Answer {
  /** Undefined: anybody may ask, as RFC 7643, section 5 advises. */
  readonly scope: ScimScope | undefined
  readonly give: (asked: Asked) => unknown
}

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Every address of SCIM 2.0 (RFC 7644, section 3.2). What is not offered says so; whatever goes wrong is said as SCIM says it. */
export function registerRoutes(app: FastifyInstance, parts: ScimParts): void {
  const base = parts.origin + MOUNT
  const shown: Shown = {
    base,
    scope: parts.institution.mailDomains[0] ?? '',
    organization: parts.institution.university.en,
  }
  const inTurn = inTurns(SEARCHES)
  const endpoints = [
    ...discovery(parts, base),
    ...users(parts, shown, inTurn),
    ...groups(parts, shown, inTurn),
    ...notOffered,
  ]

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      [SCIM_JSON, 'application/json'],
      { parseAs: 'string', bodyLimit: LARGEST_BODY },
      async (_request: FastifyRequest, body: string) => jsonIn(body),
    )
    scope.setErrorHandler(answerError)
    for (const { path, answers, notOffered: why } of endpoints) {
      const allowed = methods.filter((method) => answers[method])
      for (const method of methods) {
        const answer = answers[method]
        scope.route<Named>({
          method,
          url: MOUNT + path,
          bodyLimit: LARGEST_BODY,
          // Asked by servers: no cookie opens anything here, so no form of another site can.
          config: { machine: true, antiForgery: 'none' },
          exposeHeadRoute: false,
          onRequest: async (request) => {
            // Before a body is read.
            if (!answer) throw why === undefined ? notAllowed(allowed) : new ScimError(501, why)
            if (answer.scope !== undefined) doings.set(request, await doingOf(parts, answer.scope, request))
          },
          handler: async (request, reply) => {
            reply.type(wantsPlainJson(request) ? 'application/json; charset=utf-8' : `${SCIM_JSON}; charset=utf-8`)
            return answer?.give({ request, reply, doing: doings.get(request) ?? nobody })
          },
        })
      }
    }
    scope.all(`${MOUNT}/*`, { config: { machine: true, antiForgery: 'none' } }, () => {
      throw new ScimError(404, 'No address of SCIM is called so.')
    })
  })
}

const doings = new WeakMap<FastifyRequest<Named>, Doing>()
const nobody: Doing = { actor: 'system', token: '', source: '', reference: '' }

function notAllowed(allowed: readonly Method[]) {
  return Object.assign(new ScimError(405, `This address knows ${allowed.join(', ')} only.`), { allow: allowed })
}

/** An identity system asks again in a minute: by then the clock may be right, or another node answers. */
function wrongClock() {
  const sentence =
    'The clocks of this node and of its database are more than five minutes apart. Nothing was changed. Try again later.'
  return Object.assign(new ScimError(503, sentence), { retryAfter: 60 })
}

class Unauthorized extends ScimError {
  readonly challenge: string
  constructor(status: 401 | 403, challenge: string, sentence: string) {
    super(status, sentence)
    this.challenge = challenge
  }
}

async function doingOf(parts: ScimParts, scope: ScimScope, request: FastifyRequest<Named>): Promise<Doing> {
  const { source, reference } = request
  const admission = await admit(parts, { header: request.headers.authorization, source, reference })
  // A good token may look like one that has ended: 401 would say that another one is needed.
  const bearsToken = admission.kind === 'admitted' || admission.kind === 'refused'
  if (scope === 'users:write' && bearsToken && !(await parts.isClockRight())) throw wrongClock()
  switch (admission.kind) {
    case 'admitted':
      if (!admission.token.scopes.includes(scope))
        throw new Unauthorized(
          403,
          `error="insufficient_scope", scope="${scope}"`,
          `The token does not allow ${scope}.`,
        )
      return { actor: SCIM_ACTOR + admission.token.name, token: admission.token.name, source, reference }
    case 'no-token':
      throw new Unauthorized(401, '', 'Send a token: Authorization: Bearer, and the token.')
    case 'refused':
      throw new Unauthorized(401, 'error="invalid_token"', 'The token is unknown, has expired or was revoked.')
    case 'too-many':
      throw new Problem('too-many', { retryAfterMs: admission.retryAfterMs, because: 'too many wrong tokens' })
  }
}

function discovery({ origin }: ScimParts, base: string): Endpoint[] {
  const queryOf = (request: FastifyRequest<Named>) => request.query as Fields
  const list = (path: string, all: readonly Resource[]): Endpoint[] => [
    {
      path,
      answers: {
        GET: {
          scope: undefined,
          give: ({ request }) => {
            refuseFilter(queryOf(request).filter)
            return listBody(all, all.length)
          },
        },
      },
    },
    {
      path: `${path}/:id`,
      answers: {
        GET: {
          scope: undefined,
          give: ({ request }) => {
            const asked = request.params.id.toLowerCase()
            const found = all.find(({ id }) => String(id).toLowerCase() === asked)
            if (!found) throw notFound()
            return found
          },
        },
      },
    },
  ]
  return [
    {
      path: '/ServiceProviderConfig',
      answers: {
        GET: {
          scope: undefined,
          give: ({ request }) => {
            refuseFilter(queryOf(request).filter)
            return serviceProviderConfig(base, origin)
          },
        },
      },
    },
    ...list('/ResourceTypes', allResourceTypes(base)),
    ...list('/Schemas', allSchemas(base)),
  ]
}

type InTurn = ReturnType<typeof inTurns>

function users(parts: ScimParts, shown: Shown, inTurn: InTurn): Endpoint[] {
  const { db } = parts.database
  const columns = userColumns(shown.organization)
  const searchPeople = peopleSearcher(parts, columns)
  const create = personCreator(parts)
  const search = async ({ search: wanted, selection }: Query, { request, doing }: Asked) => {
    const look = () => searchPeople(doing.token, wanted, request.caller)
    const { total, found } = await (isUsual(wanted) ? look() : inTurn(request.caller, look))
    const resources = found.map((known) => select(userType, showPerson(known, shown), selection))
    return listBody(resources, total, wanted.startIndex)
  }
  const send = (reply: FastifyReply, known: Known, selection: Selection) => {
    const resource = showPerson(known, shown)
    reply.header('etag', known.version)
    return select(userType, resource, selection)
  }
  return [
    {
      path: '/Users',
      answers: {
        GET: {
          scope: 'users:read',
          give: (asked) => search(readQuery(userType, asked.request.query as Fields), asked),
        },
        POST: {
          scope: 'users:write',
          give: async ({ request, reply, doing }) => {
            const { selection } = readQuery(userType, request.query as Fields)
            const known = await create(doing, request.body)
            reply.code(201).header('location', `${shown.base}/Users/${known.facts.id}`)
            return send(reply, known, selection)
          },
        },
      },
    },
    searchEndpoint('/Users/.search', userType, 'users:read', search),
    {
      path: '/Users/:id',
      answers: {
        GET: {
          scope: 'users:read',
          give: async ({ request, reply }) => {
            const { selection } = readQuery(userType, request.query as Fields)
            const known = await findKnown(db, asPersonId(request.params.id))
            if (!known) throw notFound()
            const { ifMatch, ifNoneMatch } = preconditionOf(request)
            if (ifMatch !== undefined && !namesVersion(ifMatch, known.version))
              throw new ScimError(412, 'The resource has changed since you read it.')
            if (ifNoneMatch !== undefined && namesVersion(ifNoneMatch, known.version))
              return reply.code(304).header('etag', known.version).removeHeader('content-type').send()
            return send(reply, known, selection)
          },
        },
        PUT: {
          scope: 'users:write',
          give: async ({ request, reply, doing }) => {
            const { selection } = readQuery(userType, request.query as Fields)
            const precondition = preconditionOf(request)
            const known = await replacePerson(parts, doing, asPersonId(request.params.id), request.body, {
              precondition,
            })
            return send(reply, known, selection)
          },
        },
        PATCH: {
          scope: 'users:write',
          give: async ({ request, reply, doing }) => {
            const { selection } = readQuery(userType, request.query as Fields)
            const how = { precondition: preconditionOf(request), shown }
            const known = await patchPerson(parts, doing, asPersonId(request.params.id), request.body, how)
            return send(reply, known, selection)
          },
        },
        DELETE: {
          scope: 'users:write',
          give: async ({ request, reply, doing }) => {
            const how = { precondition: preconditionOf(request), shown }
            await removePerson(parts, doing, asPersonId(request.params.id), how)
            return reply.code(204).removeHeader('content-type').send()
          },
        },
      },
    },
  ]
}

const GROUPS_FOLLOW =
  'Groups follow from the statuses and fields of study of people. Change those at the person, and the groups follow.'

function groups(parts: ScimParts, shown: Shown, inTurn: InTurn): Endpoint[] {
  const { db } = parts.database
  const show = async (group: KnownGroup, selection: Selection) => {
    const members = wants(selection, 'members') ? await listMembers(db, group.id) : undefined
    if (members === 'too-many')
      throw bad(
        'tooMany',
        'The group has more than 10,000 members. Ask the people: /Users with a filter of groups.value.',
      )
    return select(groupType, showGroup({ ...group, members }, shown), selection)
  }
  const look = async ({ search: wanted, selection }: Query, asker: Asker) => {
    const { total, found } = await searchGroups(db, wanted, asker)
    if (wants(selection, 'members') && found.length > 20)
      throw bad('tooMany', 'Members are listed of at most 20 groups at once: ask for fewer by count.')
    const resources: Resource[] = []
    for (const group of found) {
      expectHeard(asker)
      resources.push(await show(group, selection))
    }
    return listBody(resources, total, wanted.startIndex)
  }
  const search = (query: Query, { request }: Asked) => inTurn(request.caller, () => look(query, request.caller))
  return [
    {
      path: '/Groups',
      notOffered: GROUPS_FOLLOW,
      answers: {
        GET: {
          scope: 'groups:read',
          give: (asked) => search(readQuery(groupType, asked.request.query as Fields), asked),
        },
      },
    },
    searchEndpoint('/Groups/.search', groupType, 'groups:read', search),
    {
      path: '/Groups/:id',
      notOffered: GROUPS_FOLLOW,
      answers: {
        GET: {
          scope: 'groups:read',
          give: async ({ request }) => {
            const { selection } = readQuery(groupType, request.query as Fields)
            const group = await findGroup(db, request.params.id)
            if (!group) throw notFound()
            return show(group, selection)
          },
        },
      },
    },
  ]
}

function searchEndpoint(
  path: string,
  type: ResourceType,
  scope: ScimScope,
  search: (query: Query, asked: Asked) => Promise<Resource>,
): Endpoint {
  return {
    path,
    answers: { POST: { scope, give: (asked) => search(readSearchRequest(type, asked.request.body), asked) } },
  }
}

const notOffered: readonly Endpoint[] = [
  {
    path: '/Me',
    answers: {},
    notOffered: 'A token belongs to an identity system, not to a person: there is nobody whom /Me could mean.',
  },
  { path: '/Bulk', answers: {}, notOffered: 'There are no bulk requests. Send the requests side by side.' },
  {
    path: '/.search',
    answers: {},
    notOffered: 'Search within a type of resource: /Users/.search or /Groups/.search.',
  },
  ...['', '/'].map((path) => ({
    path,
    answers: {},
    notOffered: 'Search within a type of resource: /Users or /Groups.',
  })),
]

function preconditionOf({ headers }: FastifyRequest<Named>): Precondition {
  return { ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] }
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw bad('invalidSyntax', 'The body is not JSON.')
  }
}

/** RFC 7644, section 3.1: whoever asks for plain JSON and for nothing better gets it. */
function wantsPlainJson({ headers }: FastifyRequest<Named>) {
  const accept = headers.accept ?? ''
  return accept.includes('application/json') && !accept.includes(SCIM_JSON)
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  reply.type(`${SCIM_JSON}; charset=utf-8`)
  if (error instanceof ScimError) {
    request.log.info({ status: error.status, scimType: error.scimType }, 'refused')
    if (error instanceof Unauthorized)
      reply.header('www-authenticate', `Bearer realm="SCIM"${error.challenge && `, ${error.challenge}`}`)
    if ('retryAfter' in error) reply.header('retry-after', error.retryAfter)
    if ('allow' in error) reply.header('allow', (error.allow as string[]).join(', '))
    return reply.code(error.status).send(errorBody(error))
  }
  const problem = problemIn(error) ?? new Problem('broken', { cause: error })
  if (problem.status >= 500) request.log.error({ err: problem.cause ?? problem }, problem.message)
  else request.log.info({ kind: problem.kind, because: problem.message }, 'refused')
  if (problem.retryAfterMs !== undefined)
    reply.header('retry-after', Math.max(1, Math.ceil(problem.retryAfterMs / 1000)))
  // What was not read of a body that is too large would be taken for the next request.
  if (problem.status === 413 || problem.status === 408) reply.header('connection', 'close')
  const message = `${sentences[problem.kind] ?? 'The request cannot be answered.'} Reference: ${request.reference}.`
  return reply.code(problem.status).send(errorBody({ status: problem.status, scimType: undefined, message }))
}

const sentences: Partial<Record<Problem['kind'], string>> = {
  'bad-request': 'The request cannot be read.',
  'unknown-host': 'This server is not called so.',
  'too-large': 'The body is larger than 256 KiB.',
  'wrong-type': 'The body must be application/scim+json or application/json.',
  'too-many': 'Too many wrong tokens came from there.',
  busy: 'The server is busy. Try again.',
  away: 'The database is away. Try again: what was just sent may have been carried out.',
  broken: 'Something is broken here. The log of the server says what, under the reference.',
}
