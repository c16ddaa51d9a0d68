import { createHash } from 'node:crypto'
import * as openid from 'openid-client'
import type { Client, Service } from '../src/services/index.ts'
import { registered } from './service.ts'
import type { University } from './university.ts'
import type { Page, Visitor } from './visitor.ts'

export const SECRET = 'a-secret-of-the-library-0123456789'
export const CALLBACK = 'https://library.example.edu/callback'

/** A service that speaks OpenID Connect, as an operator registers one who writes no more than has to be written. */
export function client(id: string, more: Partial<Client> = {}, service: Partial<Service> = {}): Service {
  const hasSecret = (more.authentication ?? 'client_secret_basic').startsWith('client_secret')
  return registered({
    id,
    name: { pl: `Usługa ${id}`, en: `Service ${id}` },
    attributes: ['mail', 'displayName', 'givenName', 'sn'],
    client: {
      redirectUris: [CALLBACK],
      postLogoutRedirectUris: ['https://library.example.edu/bye'],
      authentication: 'client_secret_basic',
      ...(hasSecret && { secretDigest: createHash('sha256').update(SECRET).digest('base64url') }),
      offlineAccess: false,
      introspection: false,
      idTokenAlgorithm: 'RS256',
      ...more,
    },
    ...service,
  })
}

/** The same service from the other side: `openid-client`, as a developer would use it. */
export async function relyingParty(
  here: Pick<University, 'origin'>,
  id: string,
  authentication: openid.ClientAuth = openid.ClientSecretBasic(SECRET),
  metadata: Partial<openid.ClientMetadata> = {},
) {
  const configuration = await openid.discovery(new URL(`${here.origin}/oidc`), id, metadata, authentication, {
    execute: [openid.allowInsecureRequests],
  })
  return {
    configuration,
    /** The address to send a browser to, and what has to be remembered until it comes back. */
    async begin(parameters: Record<string, string> = {}) {
      const verifier = openid.randomPKCECodeVerifier()
      const [state, nonce] = [openid.randomState(), openid.randomNonce()]
      const asked = {
        redirect_uri: CALLBACK,
        scope: 'openid profile email',
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...parameters,
      }
      return { verifier, state, nonce, asked, address: openid.buildAuthorizationUrl(configuration, asked) }
    },
    /** What the service does when the browser comes back: all checks of the standard, then the exchange. */
    exchange(begun: { verifier: string; state: string; nonce: string; asked: Record<string, string> }, back: URL) {
      return openid.authorizationCodeGrant(configuration, back, {
        pkceCodeVerifier: begun.verifier,
        expectedState: begun.state,
        expectedNonce: begun.nonce,
        idTokenExpected: true,
        ...(begun.asked.max_age !== undefined && { maxAge: Number(begun.asked.max_age) }),
      })
    },
    async signIn(
      visitor: Visitor,
      person: { login: string; password: string },
      parameters: Record<string, string> = {},
    ) {
      const begun = await this.begin(parameters)
      const back = await comeBack(visitor, begun.address, person)
      return { begun, back, tokens: await this.exchange(begun, back) }
    },
    userinfo(tokens: { access_token: string; claims(): { sub: string } | undefined }) {
      return openid.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '')
    },
  }
}

/** Follows a browser from the service to us and back: gives the address at the service where it ends up. */
export async function comeBack(
  visitor: Visitor,
  address: URL,
  person?: { login: string; password: string },
): Promise<URL> {
  const arrived = await walk(visitor, address)
  if (arrived instanceof URL) return arrived
  if (!person) throw new Error(`A page instead of the service: ${arrived.title} (${arrived.status})`)
  const back = await send(visitor, arrived, 'Sign in', { ID: person.login, Password: person.password })
  if (back instanceof URL) return back
  throw new Error(`A page instead of the service: ${back.title} (${back.status}) ${back.summary}`)
}

/** Presses a button and follows to a page of ours, or to the address of the service that it leads to. */
export async function send(visitor: Visitor, page: Page, button: string, values: Record<string, string> = {}) {
  const { action, body } = visitor.fill(page, button, values)
  const answer = await visitor.send('POST', action, body)
  return goOn(visitor, answer, action)
}

/** Opens an address and follows to a page of ours, or to the address of the service that it leads to. */
export async function walk(visitor: Visitor, address: string | URL): Promise<Page | URL> {
  const url = new URL(address)
  return goOn(visitor, await visitor.send('GET', url), url)
}

async function goOn(visitor: Visitor, first: Response, from: URL): Promise<Page | URL> {
  let url = from
  let answer = first
  for (let hops = 0; hops < 12; hops++) {
    const redirected = answer.status >= 300 && answer.status < 400
    const page = redirected ? undefined : await visitor.follow(answer, url)
    // As a browser does that is handed a page to go on from.
    const refresh = page?.document.querySelector('meta[http-equiv=refresh]')?.getAttribute('content')
    const place = page ? /^0;url=(.+)/.exec(refresh ?? '')?.[1] : answer.headers.get('location')
    if (page && place === undefined) return page
    if (!place) throw new Error(`A redirect to nowhere at ${url}`)
    const next = new URL(place, url)
    if (next.origin !== from.origin) return next
    url = next
    answer = await visitor.send('GET', url)
  }
  throw new Error(`Led in a circle at ${url}`)
}
