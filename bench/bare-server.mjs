/** A server that does nothing: what Node, the machine and the measuring client alone are capable of. */
import { createServer } from 'node:http'

const server = createServer((_, response) => response.setHeader('content-type', 'text/plain').end('hello'))
server.listen(Number(process.env.PORT))
