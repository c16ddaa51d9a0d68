import { createHash, randomBytes } from 'node:crypto'
import type { Browser } from './browser.ts'
import { LIBRARY } from './library.ts'
import type { RunningProgram } from './program.ts'

const REDIRECT = 'https://library.example.edu/callback'
const SECRET = randomBytes(32).toString('base64url')

/** It speaks OpenID Connect as well, with a secret that it proves and PKCE. */
export const LIBRARY_AS_CLIENT = `${LIBRARY}    client:
      redirectUris: [${REDIRECT}]
      authentication: client_secret_basic
      secretDigest: ${createHash('sha256').update(SECRET).digest('base64url')}
`

/** Paths: the small browser asks by them. */
export type Endpoints = Record<'authorization_endpoint' | 'token_endpoint' | 'userinfo_endpoint', string>

export interface Code {
  readonly code: string
  readonly verifier: string
}

export async function endpointsOf({ origin }: RunningProgram): Promise<Endpoints> {
  const discovered = (await (await fetch(`${origin}/oidc/.well-known/openid-configuration`)).json()) as Endpoints
  const path = (address: string) => new URL(address).pathname
  return {
    authorization_endpoint: path(discovered.authorization_endpoint),
    token_endpoint: path(discovered.token_endpoint),
    userinfo_endpoint: path(discovered.userinfo_endpoint),
  }
}

/** A code at a session that is there. */
export async function askForCode(browser: Browser, { authorization_endpoint }: Endpoints): Promise<Code> {
  const verifier = randomBytes(32).toString('base64url')
  const asked = new URLSearchParams({
    client_id: 'library',
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'openid profile email',
    state: 'state',
    nonce: 'nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const { location = '', status } = await browser.get(`${authorization_endpoint}?${asked}`)
  const code = /[?&]code=([^&#]+)/.exec(location)?.[1]
  if (code === undefined) throw new Error(`A session was given no code: ${status}`)
  return { code, verifier }
}

/** The access token that a code is worth. */
export async function exchange(browser: Browser, { token_endpoint }: Endpoints, { code, verifier }: Code) {
  const authorization = `Basic ${Buffer.from(`library:${SECRET}`).toString('base64')}`
  const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: verifier }
  const { status, body } = await browser.post(token_endpoint, fields, { authorization })
  if (status !== 200) throw new Error(`A code was answered with ${status}.`)
  return (JSON.parse(body) as { access_token: string }).access_token
}

export async function userInfo(browser: Browser, { userinfo_endpoint }: Endpoints, token: string): Promise<void> {
  const { status, body } = await browser.get(userinfo_endpoint, { authorization: `Bearer ${token}` })
  if (status !== 200 || !body.includes('family_name')) throw new Error(`User info was answered with ${status}.`)
}
