import { listening } from './cas.ts'

/** What a service was told: that the session is over which it knows by this ticket of CAS, or this `sid` of OpenID Connect. */
export interface Telling {
  readonly ticket: string
  readonly at: number
}

export interface ToldServices {
  /** Where they stand on this machine. */
  readonly origin: string
  readonly tellings: readonly Telling[]
}

/** The ears of services of a university: they note whatever they are told of sign-outs. In production they have a certificate. */
export async function openServices(certificate?: { key: string; cert: string }): Promise<ToldServices> {
  const tellings: Telling[] = []
  const { byNumber } = await listening({
    ...(certificate && { certificate }),
    answer({ body }) {
      const said = new URLSearchParams(body)
      const ticket = sessionIndexIn(said.get('logoutRequest')) ?? sidIn(said.get('logout_token'))
      if (ticket !== undefined) tellings.push({ ticket, at: Date.now() })
      return { status: 200 }
    },
  })
  return { origin: byNumber, tellings }
}

function sessionIndexIn(request: string | null) {
  return /<samlp:SessionIndex>([^<]+)</.exec(request ?? '')?.[1]
}

/** Of a logout token, or of an ID token: by which of its sessions a client knows one of ours. */
export function sidIn(token: string | null): string | undefined {
  const [, claims] = token?.split('.') ?? []
  return claims === undefined ? undefined : JSON.parse(Buffer.from(claims, 'base64url').toString()).sid
}
