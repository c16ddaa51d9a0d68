/** Where the trail is shipped to, as AUDIT_SYSLOG_URL says. */
export interface Collector {
  readonly transport: 'udp' | 'tcp' | 'tls'
  readonly host: string
  readonly port: number
}

const usualPorts = { udp: 514, tcp: 601, tls: 6514 } as const

/** The settings have checked that it is such an address. */
export function collectorOf(url: string): Collector {
  const { protocol, hostname, port } = new URL(url)
  const transport = protocol.slice(0, -1) as Collector['transport']
  const host = hostname.replace(/^\[|\]$/g, '')
  return { transport, host, port: port === '' ? usualPorts[transport] : Number(port) }
}
