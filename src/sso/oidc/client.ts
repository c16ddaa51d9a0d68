import type { Service } from '../../services/index.ts'

/** A service in the words of client registration (OIDC Dynamic Registration 2). `undefined`: it does not speak OpenID Connect. */
export function clientMetadata(service: Service): Record<string, unknown> | undefined {
  const { client } = service
  if (!client) return undefined
  const isNative = client.authentication === 'none' && client.redirectUris.some((uri) => !uri.startsWith('https://'))
  const sendsPeople = client.redirectUris.length > 0
  return {
    client_id: service.id,
    client_name: service.name.en,
    // RFC 8252: an application on the person's own machine, at a loopback address of whatever port, or a scheme of its own.
    application_type: isNative ? 'native' : 'web',
    redirect_uris: [...client.redirectUris],
    post_logout_redirect_uris: [...client.postLogoutRedirectUris],
    // A resource server, which only asks about tokens, sends nobody here.
    response_types: sendsPeople ? ['code'] : [],
    grant_types: sendsPeople ? ['authorization_code', ...(client.offlineAccess ? ['refresh_token'] : [])] : [],
    token_endpoint_auth_method: client.authentication,
    id_token_signed_response_alg: client.idTokenAlgorithm,
    subject_type: 'public',
    backchannel_logout_session_required: true,
    ...(service.singleLogout &&
      client.backChannelLogoutUri !== undefined && { backchannel_logout_uri: client.backChannelLogoutUri }),
    // Not the secret, which nobody here knows: its digest, which `secretMatches` compares (req 86).
    ...(client.secretDigest !== undefined && { client_secret: client.secretDigest }),
    ...(client.jwks && { jwks: client.jwks }),
  }
}
