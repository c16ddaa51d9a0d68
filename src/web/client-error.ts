import type { Socket } from 'node:net'
import type { Logger } from 'pino'
import { standingHeaders } from './headers.ts'

interface Known {
  log: Logger
  reference: string
}

/**
 * Answers what is not HTTP, and what came too slowly or with too large headers: such a request never becomes one, so that
 * neither page nor language are at hand (req 68). The connection is closed.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket, { log, reference }: Known) {
  // The other side is gone, or an answer is already on its way.
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, phrase, pl, en] = answers[error.code ?? ''] ?? malformed
  log.info({ reference, status, code: error.code }, 'not a request')
  const body = page(pl, en, reference)
  const headers = {
    ...standingHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end(`HTTP/1.1 ${status} ${phrase}\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}

type Answer = readonly [status: number, phrase: string, pl: string, en: string]

const malformed: Answer = [
  400,
  'Bad Request',
  'Nie rozumiemy tego żądania. Wróć i spróbuj jeszcze raz.',
  'This request cannot be understood. Go back and try again.',
]
const answers: Readonly<Record<string, Answer>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    'Przeglądarka przysyła zbyt dużo danych. Usuń pliki cookie tej strony i spróbuj jeszcze raz.',
    'Your browser sends too much. Delete the cookies of this site and try again.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'Request Timeout',
    'Żądanie nie dotarło w całości na czas. Spróbuj jeszcze raz.',
    'The request did not arrive in time. Try again.',
  ],
}

function page(pl: string, en: string, reference: string) {
  return `<!doctype html><html lang="pl"><meta charset="utf-8"><title>Błąd – Error</title><main><h1>${pl}</h1><p lang="en">${en}</p><p>Numer – <span lang="en">Reference</span>: ${reference}</p></main></html>\n`
}
