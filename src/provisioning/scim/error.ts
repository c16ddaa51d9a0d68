/** The words of RFC 7644, table 9. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'

/**
 * An answer that is not what was asked for (RFC 7644, section 3.12). The sentence goes out to the identity system and to its
 * log: it names attributes and places, never what stood there, which may be a PESEL (req 43).
 */
export class ScimError extends Error {
  readonly status: number
  readonly scimType: ScimType | undefined

  constructor(status: number, sentence: string, scimType?: ScimType) {
    super(sentence)
    this.name = 'ScimError'
    this.status = status
    this.scimType = scimType
  }
}

export const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error'

export function errorBody({ status, scimType, message }: Pick<ScimError, 'status' | 'scimType' | 'message'>) {
  return { schemas: [ERROR_SCHEMA], status: String(status), ...(scimType && { scimType }), detail: message }
}

/** 400, which most of them are. */
export const bad = (scimType: ScimType, sentence: string) => new ScimError(400, sentence, scimType)
