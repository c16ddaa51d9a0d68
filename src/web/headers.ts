/** What every answer carries: pages, redirects, errors, answers of machines (req 64-67). */
export const standingHeaders: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy':
    'accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), xr-spatial-tracking=()',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

/**
 * The policy of one page (req 64). Its forms come to us, or, on a page that has none but the one that hands over, go to a service. Browsers
 * hold the redirects after a form against `form-action` too, and where a service leads on is its own affair: of its address only the scheme is
 * named (decision 264).
 */
export function pagePolicy(nonce: string, postsTo?: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // A worker has no nonce; ours may only come from us.
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action ${postsTo === undefined ? "'self'" : schemeOf(postsTo)}`,
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Only a scheme may get into the policy, whatever address was given: of the web, or an application's own (RFC 8252, section 7.1). */
function schemeOf(address: string) {
  const { protocol } = new URL(address)
  if (!/^(https?|[a-z][a-z0-9-]*(\.[a-z0-9-]+)+):$/.test(protocol)) throw new Error(`A form cannot lead to ${protocol}`)
  return protocol
}
