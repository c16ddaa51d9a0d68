/** A server that does nothing: what the machine and the measuring client alone are capable of. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const server = createServer((_, response) => response.setHeader('content-type', 'text/plain').end('hello'))
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
