import { isIPv4 } from 'node:net'
import ipaddr from 'ipaddr.js'
import { isWithin } from '../config/index.ts'

/** Whether an address belongs to one of our reverse proxies. */
export type Trust = (address: string) => boolean

const ADDRESSES_REMEMBERED = 2_000

/**
 * TRUSTED_PROXIES, addresses and networks in CIDR, as one question. The settings have checked that they are such. Asked of two
 * addresses with each request, nearly always the same ones: what was answered lately is not worked out anew.
 */
export function trustedProxies(networks: readonly string[]): Trust {
  const answered = new Map<string, boolean>()
  return (address) => {
    const known = answered.get(address)
    if (known !== undefined) return known
    if (answered.size >= ADDRESSES_REMEMBERED) answered.clear()
    const trusted = isWithin(address, networks)
    answered.set(address, trusted)
    return trusted
  }
}

/**
 * The address of the client (req 54): of the connection, or, while that is a trusted proxy, what it says in
 * `X-Forwarded-For`, from the right. Whatever is not an address ends the walk at the last one known: a client that
 * sends nonsense through the proxy is then counted as the proxy, never as somebody of its choice.
 */
export function clientAddress(connection: string, forwardedFor: string | undefined, trust: Trust): string {
  let client = plainAddress(connection) ?? connection
  const hops = forwardedFor?.split(',') ?? []
  while (trust(client)) {
    const hop = hops.pop()
    const next = hop === undefined ? undefined : plainAddress(hop.trim())
    if (next === undefined) break
    client = next
  }
  return client
}

/** Without port and brackets; IPv4 inside IPv6 becomes IPv4. */
function plainAddress(text: string): string | undefined {
  // The usual case, already as plain as it can be.
  if (isIPv4(text)) return text
  const bare =
    /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1] ?? /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/.exec(text)?.[1] ?? text
  return ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare)
    ? ipaddr.process(bare).toString()
    : undefined
}
