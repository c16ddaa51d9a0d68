import { isLoopbackHost } from '../config/index.ts'

/**
 * Whether a `Host` is ours (req 17): the public origin's, and the inside one the portal may use. On a public
 * origin on loopback, which exists in development alone, every loopback name with the port really listened on.
 */
export function isOwnHost(host: string, ownOrigins: readonly URL[], localPort: number | undefined): boolean {
  const given = host.toLowerCase()
  // A browser leaves out the port that belongs to the scheme; some proxies add it.
  const named = ownOrigins.some(
    (url) => given === url.host || given === `${url.hostname}:${url.protocol === 'https:' ? 443 : 80}`,
  )
  if (named) return true
  // The public one stands first; an inside one on loopback, usual behind a proxy, opens no other name.
  if (!ownOrigins.slice(0, 1).some((url) => isLoopbackHost(url.hostname))) return false
  const [, hostname = '', port] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(given) ?? []
  return isLoopbackHost(hostname) && Number(port ?? 80) === localPort
}

/** Whether an address, put into a link, stays here: `//evil.example` and `/\evil.example` lead away. */
export function isPathOfOurs(address: string, longest = 2000): boolean {
  return /^\/(?![/\\])/.test(address) && address.length <= longest
}
