import type { CasFailure } from './validation.ts'

export interface CasSuccess {
  readonly user: string
  readonly attributes: readonly (readonly [name: string, value: string])[]
  readonly proxyGrantingTicket?: string | undefined
  /** The last one first. */
  readonly proxies?: readonly string[]
}

export interface ProxySuccess {
  readonly proxyTicket: string
}

export interface CasAnswer {
  readonly type: string
  readonly body: string
}

const NAMESPACE = 'http://www.yale.edu/tp/cas'

/** CAS 3.0.3, section 2.5.2 and appendix A: XML, or JSON where the service asks for it. */
export function serviceResponse(answer: CasFailure | CasSuccess, format: string | undefined): CasAnswer {
  if (isJson(format)) return json('code' in answer ? failureInJson(answer) : successInJson(answer))
  return xml('code' in answer ? failureInXml('authenticationFailure', answer) : successInXml(answer))
}

/** CAS 3.0.3, section 2.7.2; a failure in JSON has the name that the specification gives it there. */
export function proxyResponse(answer: CasFailure | ProxySuccess, format: string | undefined): CasAnswer {
  if (isJson(format))
    return json('code' in answer ? failureInJson(answer) : { proxySuccess: { proxyTicket: answer.proxyTicket } })
  if ('code' in answer) return xml(failureInXml('proxyFailure', answer))
  return xml(parent(1, 'proxySuccess', [leaf(2, 'proxyTicket', answer.proxyTicket)]))
}

/** CAS 3.0.3, section 2.4.2. Clients of version 1 read whose ticket it was in a second line, as they always could. */
export function plainResponse(answer: CasFailure | CasSuccess): CasAnswer {
  return { type: 'text/plain; charset=utf-8', body: 'code' in answer ? 'no\n\n' : `yes\n${answer.user}\n` }
}

function isJson(format: string | undefined) {
  return /^json$/i.test(format ?? '')
}

function xml(inside: string): CasAnswer {
  const body = `<cas:serviceResponse xmlns:cas="${NAMESPACE}">\n${inside}\n</cas:serviceResponse>\n`
  return { type: 'application/xml; charset=utf-8', body }
}

/** The order of the elements is that of the schema: user, attributes, proxyGrantingTicket, proxies. */
function successInXml({ user, attributes, proxyGrantingTicket, proxies = [] }: CasSuccess) {
  return parent(1, 'authenticationSuccess', [
    leaf(2, 'user', user),
    ...(attributes.length > 0
      ? [
          parent(
            2,
            'attributes',
            attributes.map(([name, value]) => leaf(3, name, value)),
          ),
        ]
      : []),
    ...(proxyGrantingTicket === undefined ? [] : [leaf(2, 'proxyGrantingTicket', proxyGrantingTicket)]),
    ...(proxies.length > 0
      ? [
          parent(
            2,
            'proxies',
            proxies.map((proxy) => leaf(3, 'proxy', proxy)),
          ),
        ]
      : []),
  ])
}

function failureInXml(name: string, { code, sentence }: CasFailure) {
  return `  <cas:${name} code="${code}">${escapeXml(sentence)}</cas:${name}>`
}

/** Nothing is added to the text: whoever reads it takes the spaces too. */
function leaf(depth: number, name: string, text: string) {
  return `${'  '.repeat(depth)}<cas:${name}>${escapeXml(text)}</cas:${name}>`
}

function parent(depth: number, name: string, children: readonly string[]) {
  const margin = '  '.repeat(depth)
  return [`${margin}<cas:${name}>`, ...children, `${margin}</cas:${name}>`].join('\n')
}

function json(serviceResponse: object): CasAnswer {
  return { type: 'application/json; charset=utf-8', body: `${JSON.stringify({ serviceResponse })}\n` }
}

function failureInJson({ code, sentence }: CasFailure) {
  return { authenticationFailure: { code, description: sentence } }
}

function successInJson({ user, attributes, proxyGrantingTicket, proxies = [] }: CasSuccess) {
  return {
    authenticationSuccess: {
      user,
      ...(attributes.length > 0 && { attributes: grouped(attributes) }),
      ...(proxyGrantingTicket !== undefined && { proxyGrantingTicket }),
      ...(proxies.length > 0 && { proxies }),
    },
  }
}

function grouped(attributes: CasSuccess['attributes']) {
  const names = new Map<string, string[]>()
  for (const [name, value] of attributes) names.set(name, [...(names.get(name) ?? []), value])
  return Object.fromEntries([...names].map(([name, values]) => [name, values.length === 1 ? values[0] : values]))
}

/** What XML cannot carry at all is dropped; what it can misread is escaped (req 73, 123). */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"'\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
