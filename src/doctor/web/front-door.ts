import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { broken, codeOf, type Finding, fine, look } from '../finding.ts'

const PATIENCE = 10_000
const MOST_SKEW = 2_000

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** By the clock here, in the middle of asking. */
  readonly askedAt: number
}

/** Comes in by the public address, as people do, and looks at what the reverse proxy makes of it. */
export async function lookAtFrontDoor(origin: URL, clock: () => Date): Promise<Finding[]> {
  let page: Answer
  try {
    page = await ask(new URL('/', origin), clock)
  } catch (error) {
    return [
      broken(
        'front door',
        `${origin.origin} does not answer (${codeOf(error)}).`,
        'Is the program running, and does the reverse proxy lead to it? A machine that cannot reach its own public address needs PORTAL_CAS_ORIGIN.',
      ),
    ]
  }
  const findings = [lookAtPage(origin, page), lookAtClock(page)]
  if (page.headers['content-encoding'] !== undefined)
    findings.push(
      look(
        'compression',
        `The reverse proxy compresses pages (${page.headers['content-encoding']}).`,
        'Let it leave text/html alone: secrets beside what a stranger chooses can be guessed from the length (decision 030).',
      ),
    )
  if (origin.protocol === 'https:' && origin.port === '') findings.push(...(await lookAtPlainHttp(origin, clock)))
  return findings
}

function lookAtPage(origin: URL, { status, headers }: Answer): Finding {
  if (status === 421 || status === 400)
    return broken(
      'front door',
      `The program refuses requests for ${origin.host} (${status}).`,
      'The proxy must pass on Host as it came: `proxy_set_header Host $host;` (req 17).',
    )
  if (status >= 500)
    return broken('front door', `${origin.origin} answers ${status}.`, 'The reverse proxy does not reach the program.')
  if (status !== 200 || !String(headers['content-security-policy'] ?? '').includes("'nonce-"))
    return broken(
      'front door',
      `What answers at ${origin.origin} (${status}) does not look like this program, or its headers are taken away.`,
      'Let the proxy pass on everything under / and every header of the answer.',
    )
  return fine('front door', `${origin.origin} leads to the program.`)
}

function lookAtClock({ headers, askedAt }: Answer): Finding {
  const date = Date.parse(String(headers.date ?? ''))
  if (Number.isNaN(date)) return fine('clock of the proxy', 'Its answers have no Date.')
  // The header is cut to the second.
  const away = Math.abs(date + 500 - askedAt)
  if (away <= MOST_SKEW) return fine('clock of the proxy', 'It goes with the one here.')
  return look(
    'clock of the proxy',
    `The clock here and that of the reverse proxy are ${Math.round(away / 1000)} s apart.`,
    'Let both follow a time server (chrony or systemd-timesyncd).',
  )
}

async function lookAtPlainHttp(origin: URL, clock: () => Date): Promise<Finding[]> {
  const address = new URL('/cas/p3/serviceValidate', origin)
  address.protocol = 'http:'
  const answer = await ask(address, clock).catch(() => undefined)
  if (!answer || answer.status < 300 || answer.status >= 400) return []
  return [
    look(
      'plain http',
      `http://${origin.host}/cas/p3/serviceValidate leads on to https.`,
      'Answer it with an error: a service set up wrongly would send its tickets in the clear and nobody would notice.',
    ),
  ]
}

function ask(address: URL, clock: () => Date): Promise<Answer> {
  const began = clock().getTime()
  return new Promise((resolve, reject) => {
    const request = (address.protocol === 'https:' ? secure : plain)(
      address,
      // A certificate that browsers refuse is told of elsewhere; here the door behind it matters.
      {
        agent: false,
        rejectUnauthorized: false,
        timeout: PATIENCE,
        headers: { accept: 'text/html', 'accept-encoding': 'gzip, br' },
      },
      (response) => {
        const { statusCode: status = 0, headers } = response
        resolve({ status, headers, askedAt: (began + clock().getTime()) / 2 })
        response.destroy()
      },
    )
    request.once('timeout', () => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
    request.once('error', reject)
    request.end()
  })
}
