import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { Strategy } from '@coursetable/passport-cas'
import passport from 'passport'
import { listening } from './listening.ts'

type Version = ConstructorParameters<typeof Strategy>[0]['version']
type Profile = Parameters<ConstructorParameters<typeof Strategy>[1]>[0]

/**
 * Somebody else's application: Passport and its strategy for CAS, used as their README says, with sessions in memory. At
 * `/public` it greets everybody, and elsewhere whoever has signed in. It knows nothing of us but the address.
 */
export async function passportApplication() {
  const users = new Map<string, { profile: Profile; ticket: string }>()
  const ended: string[] = []
  const authenticator = new passport.Passport()

  const origin = await listening((request, response) => {
    const { searchParams, pathname } = new URL(request.url ?? '', 'http://localhost')
    // What Express adds to a request.
    Object.assign(request, {
      query: Object.fromEntries(searchParams),
      originalUrl: request.url,
      protocol: 'http',
    })
    if (request.method === 'POST') return void hearOfSignOut(request, response)
    const user = users.get(sessionOf(request) ?? '')
    if (user || pathname === '/public') return page(response, 200, user ? greeting(user.profile) : 'Hello, stranger')
    authenticator.authenticate('cas', { session: false }, (failure: Error | null, profile: Profile | false) => {
      if (failure || !profile) return page(response, 401, String(failure?.cause ?? 'Nobody'))
      const session = randomUUID()
      users.set(session, { profile, ticket: searchParams.get('ticket') ?? '' })
      response.setHeader('set-cookie', `app=${session}; HttpOnly; Path=/`)
      response.writeHead(302, { location: pathname }).end()
    })(request, response, (failure: unknown) => page(response, 500, String(failure)))
  })
  return {
    origin,
    /** The tickets it was told are over, in the order in which it heard of them. */
    ended,
    signsInAt(ssoBaseURL: string, version: Version = 'CAS3.0') {
      authenticator.use(
        new Strategy({ version, ssoBaseURL, serverBaseURL: origin }, (profile, done) => done(null, profile)),
      )
    },
  }

  /** CAS 3.0.3, appendix C: the strategy leaves this to the application. */
  async function hearOfSignOut(request: IncomingMessage, response: ServerResponse) {
    const told = new URLSearchParams(await text(request)).get('logoutRequest') ?? ''
    const ticket = /<samlp:SessionIndex>(.*)<\/samlp:SessionIndex>/.exec(told)?.[1] ?? ''
    for (const [session, user] of users) if (user.ticket === ticket) users.delete(session)
    ended.push(ticket)
    response.writeHead(204).end()
  }
}

function sessionOf(request: IncomingMessage) {
  return /(?:^|; )app=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]
}

function greeting({ user, attributes = {} }: Profile) {
  const known = Object.entries(attributes).map(([name, value]) => `${name}: ${[value].flat().join(', ')}`)
  return [`Hello, ${user}`, ...known].join('\n')
}

function page(response: ServerResponse, status: number, words: string) {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
  response.end(
    `<!doctype html><title>Library</title><link rel="icon" href="data:,"><h1>Library</h1><pre>${words}</pre>`,
  )
}
