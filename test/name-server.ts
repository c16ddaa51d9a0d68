import type { AddressInfo } from 'node:net'
import DNS from 'dns2'
import { onTestFinished } from 'vitest'

/** What a zone holds, by name; `broken` answers SERVFAIL. */
export type Zone = Readonly<
  Record<string, { a?: readonly string[]; mx?: readonly string[]; txt?: readonly string[]; broken?: boolean }>
>

/** A real DNS server on a loopback port, stopped at the end of the test. Gives `127.0.0.1:port`. */
export async function startNameServer(zone: Zone): Promise<string> {
  const { Packet } = DNS
  const server = DNS.createServer({
    udp: true,
    handle(request, send) {
      const answer = Packet.createResponseFromRequest(request)
      const [{ name = '', type = 0 } = {}] = request.questions as { name?: string; type?: number }[]
      const records = zone[name.toLowerCase()]
      const put = (data: object) =>
        void answer.answers.push({ name, type, class: Packet.CLASS.IN, ttl: 60, ...data } as never)
      if (records?.broken) answer.header.rcode = 2
      else if (!records) answer.header.rcode = 3
      else if (type === Packet.TYPE.A) for (const address of records.a ?? []) put({ address })
      else if (type === Packet.TYPE.MX) for (const exchange of records.mx ?? []) put({ exchange, priority: 10 })
      // Longer than a string may be, it comes in two.
      else if (type === Packet.TYPE.TXT)
        for (const data of records.txt ?? []) put({ data: data.match(/.{1,200}/g) ?? [] })
      send(answer)
    },
  })
  const ports = (await server.listen({ udp: { port: 0, address: '127.0.0.1' } })) as unknown as { udp: AddressInfo }
  onTestFinished(async () => void (await server.close()))
  return `127.0.0.1:${ports.udp.port}`
}
