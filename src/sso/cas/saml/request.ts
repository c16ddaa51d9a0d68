import { childOf, readXml, textOf } from '../../../web/xml/index.ts'

/** What an old client asks (CAS 3.0.3, section 4.2.3): the ticket travels as a SAML 1.1 artifact. */
export interface SamlRequest {
  /** What the answer names again; mod_auth_cas sends none. */
  readonly requestId: string | undefined
  readonly ticket: string | undefined
}

/** Reads the envelope. Without a document type, and of one request alone: whoever sends two wants to be misread. */
export function readSamlRequest(body: string): SamlRequest | undefined {
  const request = childOf(childOf(childOf(readXml(body), 'Envelope'), 'Body'), 'Request')
  if (request === undefined) return undefined
  const requestId = textOf(request, '@RequestID')
  // An NCName, as XML has it for identifiers; it comes back in the answer.
  if (requestId !== undefined && !/^[\w.-]{1,200}$/.test(requestId)) return undefined
  return { requestId, ticket: textOf(request, 'AssertionArtifact') || undefined }
}
