import ipaddr from 'ipaddr.js'

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number]

/** The lists of the settings are asked about with each request: each is taken apart once. */
const takenApart = new WeakMap<readonly string[], readonly Range[]>()

/** Whether the address lies in one of the networks (CIDR or single addresses). A list stays what it was when it was first asked about. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0 || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return rangesOf(networks).some(
    ([base, bits]) => base.kind() === parsed.kind() && (parsed as ipaddr.IPv4).match(base as ipaddr.IPv4, bits),
  )
}

function rangesOf(networks: readonly string[]): readonly Range[] {
  let ranges = takenApart.get(networks)
  if (!ranges) {
    ranges = networks.map((network) => (network.includes('/') ? ipaddr.parseCIDR(network) : wholeAddress(network)))
    takenApart.set(networks, ranges)
  }
  return ranges
}

function wholeAddress(address: string): Range {
  const base = ipaddr.process(address)
  return [base, base.kind() === 'ipv4' ? 32 : 128]
}
