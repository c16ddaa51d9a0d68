import type { CasFailure } from './validation.ts'

export interface CasSuccess {
  readonly user: string
  readonly attributes: readonly (readonly [name: string, value: string])[]
}

export interface CasAnswer {
  readonly type: string
  readonly body: string
}

const NAMESPACE = 'http://www.yale.edu/tp/cas'

/** CAS 3.0.3, section 2.5.2 and appendix A: XML, or JSON where the service asks for it. */
export function serviceResponse(answer: CasFailure | CasSuccess, format: string | undefined): CasAnswer {
  if (/^json$/i.test(format ?? '')) return { type: 'application/json; charset=utf-8', body: asJson(answer) }
  return { type: 'application/xml; charset=utf-8', body: asXml(answer) }
}

/** CAS 3.0.3, section 2.4.2. */
export function plainResponse(answer: CasFailure | CasSuccess): CasAnswer {
  return { type: 'text/plain; charset=utf-8', body: 'code' in answer ? 'no\n\n' : `yes\n${answer.user}\n` }
}

function asXml(answer: CasFailure | CasSuccess) {
  const inside =
    'code' in answer
      ? `  <cas:authenticationFailure code="${answer.code}">${escapeXml(answer.sentence)}</cas:authenticationFailure>`
      : [
          '  <cas:authenticationSuccess>',
          `    <cas:user>${escapeXml(answer.user)}</cas:user>`,
          ...(answer.attributes.length > 0
            ? [
                '    <cas:attributes>',
                ...answer.attributes.map(([name, value]) => `      <cas:${name}>${escapeXml(value)}</cas:${name}>`),
                '    </cas:attributes>',
              ]
            : []),
          '  </cas:authenticationSuccess>',
        ].join('\n')
  return `<cas:serviceResponse xmlns:cas="${NAMESPACE}">\n${inside}\n</cas:serviceResponse>\n`
}

function asJson(answer: CasFailure | CasSuccess) {
  const serviceResponse =
    'code' in answer
      ? { authenticationFailure: { code: answer.code, description: answer.sentence } }
      : { authenticationSuccess: { user: answer.user, attributes: grouped(answer.attributes) } }
  return `${JSON.stringify({ serviceResponse })}\n`
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
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
