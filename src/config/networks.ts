import ipaddr from 'ipaddr.js'

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
