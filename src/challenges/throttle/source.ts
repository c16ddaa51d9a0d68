import ipaddr from 'ipaddr.js'

/**
 * The block that counts as one source: an IPv4 address, or the /64 of an IPv6 address, since one household or
 * server owns a whole /64 and could otherwise come from 2^64 addresses.
 */
export function sourceBlock(address: string): string {
  return block(address, 8)
}

/** The same one size wider, the /48 of an IPv6 address: what one customer of a provider owns, 65,536 blocks of the other kind. */
export function sourceSite(address: string): string {
  return block(address, 6)
}

function block(address: string, bytes: number) {
  if (!ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${parsed
    .toByteArray()
    .slice(0, bytes)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}/${bytes * 8}`
}

/** Whether the address lies in one of the networks (CIDR or single addresses). */
export function isWithin(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0 || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return networks.some((network) => {
    const [base, bits] = network.includes('/') ? ipaddr.parseCIDR(network) : [ipaddr.process(network), undefined]
    if (base.kind() !== parsed.kind()) return false
    const whole = base.kind() === 'ipv4' ? 32 : 128
    return (parsed as ipaddr.IPv4).match(base as ipaddr.IPv4, bits ?? whole)
  })
}
