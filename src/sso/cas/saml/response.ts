import type { CasAnswer, CasSuccess } from '../responses.ts'
import { escapeXml } from '../responses.ts'
import type { CasFailure } from '../validation.ts'

/** Clocks of old clients differ: the assertion holds for a minute before and after its moment. */
const TOLERANCE = 60_000
const ATTRIBUTES = 'http://www.ja-sig.org/products/cas/'

interface About {
  readonly now: Date
  /** Two of them, drawn: identifiers of the response and of the assertion. */
  readonly ids: readonly [response: string, assertion: string]
  /** Our own origin. */
  readonly issuer: string
  readonly service: string | undefined
  readonly requestId: string | undefined
}

/** The answer of `/samlValidate` in SAML 1.1 (CAS 3.0.3, section 4.2.5). Elements stand without prefix: old clients look for them so. */
export function samlResponse(
  answer: CasFailure | (CasSuccess & { readonly signedInAt: Date }),
  about: About,
): CasAnswer {
  const { now, ids, service = '', requestId } = about
  const inResponseTo = requestId === undefined ? '' : ` InResponseTo="${escapeXml(requestId)}"`
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/">
<SOAP-ENV:Header/>
<SOAP-ENV:Body>
<Response xmlns="urn:oasis:names:tc:SAML:1.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" xmlns:samlp="urn:oasis:names:tc:SAML:1.0:protocol" ResponseID="_${ids[0]}"${inResponseTo} IssueInstant="${now.toISOString()}" MajorVersion="1" MinorVersion="1" Recipient="${escapeXml(service)}">
${'code' in answer ? failedStatus(answer) : `<Status>\n<StatusCode Value="samlp:Success"/>\n</Status>\n${assertion(answer, about)}`}
</Response>
</SOAP-ENV:Body>
</SOAP-ENV:Envelope>
`
  return { type: 'text/xml; charset=utf-8', body }
}

/** A request that cannot be understood is the asker's fault; everything else is a refusal. */
function failedStatus({ code, sentence }: CasFailure) {
  const value = code === 'INVALID_REQUEST' ? 'Requester' : code === 'INTERNAL_ERROR' ? 'Responder' : 'RequestDenied'
  // RequestDenied stands below the party at fault (SAML 1.1 core, section 3.4.3.1).
  const status =
    value === 'RequestDenied'
      ? '<StatusCode Value="samlp:Requester">\n<StatusCode Value="samlp:RequestDenied"/>\n</StatusCode>'
      : `<StatusCode Value="samlp:${value}"/>`
  return `<Status>\n${status}\n<StatusMessage>${code}: ${escapeXml(sentence)}</StatusMessage>\n</Status>`
}

function assertion(answer: CasSuccess & { readonly signedInAt: Date }, { now, ids, issuer, service = '' }: About) {
  const from = new Date(now.getTime() - TOLERANCE).toISOString()
  const to = new Date(now.getTime() + TOLERANCE).toISOString()
  return `<Assertion xmlns="urn:oasis:names:tc:SAML:1.0:assertion" AssertionID="_${ids[1]}" IssueInstant="${now.toISOString()}" Issuer="${escapeXml(issuer)}" MajorVersion="1" MinorVersion="1">
<Conditions NotBefore="${from}" NotOnOrAfter="${to}">
<AudienceRestrictionCondition>
<Audience>${escapeXml(service)}</Audience>
</AudienceRestrictionCondition>
</Conditions>
<AttributeStatement>
${subject(answer.user)}
${attributes(answer.attributes)}
</AttributeStatement>
<AuthenticationStatement AuthenticationInstant="${answer.signedInAt.toISOString()}" AuthenticationMethod="urn:oasis:names:tc:SAML:1.0:am:password">
${subject(answer.user)}
</AuthenticationStatement>
</Assertion>`
}

function subject(user: string) {
  return `<Subject>
<NameIdentifier>${escapeXml(user)}</NameIdentifier>
<SubjectConfirmation>
<ConfirmationMethod>urn:oasis:names:tc:SAML:1.0:cm:artifact</ConfirmationMethod>
</SubjectConfirmation>
</Subject>`
}

function attributes(given: CasSuccess['attributes']) {
  const names = [...new Set(given.map(([name]) => name))]
  return names
    .map((name) => {
      const values = given.flatMap(([other, value]) =>
        other === name ? [`<AttributeValue>${escapeXml(value)}</AttributeValue>`] : [],
      )
      return `<Attribute AttributeName="${name}" AttributeNamespace="${ATTRIBUTES}">\n${values.join('\n')}\n</Attribute>`
    })
    .join('\n')
}

/** Section 4.2.1: attributes of a person go over TLS alone. What never leaves the machine needs none. */
export function isSafeTarget(service: string): boolean {
  if (!URL.canParse(service)) return false
  const { protocol, hostname } = new URL(service)
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
