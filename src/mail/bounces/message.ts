/** As much of MIME (RFC 2045, 2046, 5322) as a report of delivery needs. Reads anything and throws at nothing. */
export interface MailPart {
  /** By name in small letters, unfolded, in the order in which they stand. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  /** `multipart/report`; `text/plain` where nothing is said. */
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
  /** Decoded text of a part that holds no others. */
  readonly text: string
  readonly parts: readonly MailPart[]
}

/** More of a report nobody needs; what a stranger mails us is read no further. */
const LONGEST = 512 * 1024
const LONGEST_HEAD = 64 * 1024
const DEEPEST = 6
const MOST_PARTS = 30

export function readMail(source: Buffer): MailPart {
  // Byte for byte: what is not ASCII matters only in words that nobody here reads.
  const text = source.subarray(0, LONGEST).toString('latin1').replace(/\r\n?/g, '\n')
  return readPart(text.replace(/^From .*\n/, ''), 0)
}

function readPart(source: string, depth: number): MailPart {
  const end = source.startsWith('\n') ? 0 : source.indexOf('\n\n')
  const head = end < 0 ? source : source.slice(0, end)
  const body = end < 0 ? '' : source.slice(end).replace(/^\n{1,2}/, '')
  const headers = readHeaders(head)
  const { type, parameters } = typeOf(first(headers, 'content-type'))
  const boundary = parameters.get('boundary')
  const inner = type.startsWith('multipart/') && boundary && depth < DEEPEST ? split(body, boundary) : []
  return {
    headers,
    type,
    parameters,
    text: inner.length > 0 ? '' : decoded(body, first(headers, 'content-transfer-encoding')),
    parts: inner.map((part) => readPart(part, depth + 1)),
  }
}

/** Headers, unfolded (RFC 5322 §2.2.3): of a letter, of a part, and of a group in a report. */
export function readHeaders(head: string): Map<string, string[]> {
  const headers = new Map<string, string[]>()
  for (const line of head
    .slice(0, LONGEST_HEAD)
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const others = headers.get(name)
    if (others) others.push(line.slice(colon + 1).trim())
    else headers.set(name, [line.slice(colon + 1).trim()])
  }
  return headers
}

export function first(headers: ReadonlyMap<string, readonly string[]>, name: string): string {
  return headers.get(name)?.[0] ?? ''
}

/** Every part that holds no others, in order. */
export function leavesOf(part: MailPart): MailPart[] {
  return part.parts.length === 0 ? [part] : part.parts.flatMap(leavesOf)
}

function typeOf(header: string) {
  const [type = '', ...rest] = header.split(';')
  const parameters = new Map(
    rest.flatMap((piece): [string, string][] => {
      const [, name = '', quoted, plain] = /^\s*([\w-]+)\s*=\s*(?:"([^"]*)"|(\S+))\s*$/.exec(piece) ?? []
      return name === '' ? [] : [[name.toLowerCase(), quoted ?? plain ?? '']]
    }),
  )
  return { type: type.trim().toLowerCase() || 'text/plain', parameters }
}

function split(body: string, boundary: string): string[] {
  const parts: string[] = []
  let part: string[] | undefined
  for (const line of body.split('\n')) {
    const mark = line.trimEnd()
    if (mark === `--${boundary}` || mark === `--${boundary}--`) {
      if (part && parts.length < MOST_PARTS) parts.push(part.join('\n'))
      part = mark.endsWith(`${boundary}--`) ? undefined : []
    } else part?.push(line)
  }
  // A report that was cut off on its way still says what it began with.
  if (part && part.length > 0 && parts.length < MOST_PARTS) parts.push(part.join('\n'))
  return parts
}

function decoded(body: string, encoding: string): string {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(body.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64')
        .toString('latin1')
        .replace(/\r\n?/g, '\n')
    case 'quoted-printable':
      return body
        .replace(/=[ \t]*\n/g, '')
        .replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    default:
      return body
  }
}
