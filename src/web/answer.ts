import { type IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'

/**
 * An answer that may be told of a text that it is ASCII throughout. That text goes to the socket byte by byte, together with its headers and
 * at once; of any other text Node expects three bytes a letter, and takes a longer way with what could be more than 16 KiB (decision 219).
 */
export class Answer<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  ascii: string | undefined

  override end(...given: unknown[]): this {
    const [chunk, encoding, callback] = given as [string, BufferEncoding, () => void]
    return super.end(chunk, typeof chunk === 'string' && chunk === this.ascii ? 'latin1' : encoding, callback)
  }
}

/** Says of the text that is sent next that it is ASCII throughout. */
export function sendAsAscii({ raw }: FastifyReply, text: string) {
  if (raw instanceof Answer) raw.ascii = text
}
