/** Where everything stands below `/oidc`. The library builds the metadata from it. */
export const routes = {
  authorization: '/auth',
  token: '/token',
  userinfo: '/userinfo',
  jwks: '/jwks',
  introspection: '/introspect',
  revocation: '/revoke',
  pushed_authorization_request: '/par',
  end_session: '/logout',
} as const

export const MOUNT = '/oidc'

/** The library's name for a session cookie. No browser ever has it: it is written into the request on the way in. */
export const SESSION_COOKIE = '_session'
