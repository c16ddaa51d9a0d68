import { childOf, readXml, textIn, textOf, type XmlNode } from '../web/xml/index.ts'

/** What the sign-in server says about a ticket (CAS 3.0.3, section 2.5.2 and appendix A). */
export type CasAnswer =
  | { kind: 'valid'; user: string; attributes: CasAttributes }
  /** `code` is the standard's, such as `INVALID_TICKET`. */
  | { kind: 'refused'; code: string }
  | { kind: 'unreadable' }

/** Each attribute may come several times. */
export type CasAttributes = Readonly<Record<string, readonly string[]>>

/** Reads the XML of `/p3/serviceValidate`. Anything that is not clearly a success is none. */
export function readCasAnswer(text: string): CasAnswer {
  const response = childOf(readXml(text), 'serviceResponse')
  if (!response) return { kind: 'unreadable' }
  const success = childOf(response, 'authenticationSuccess')
  const failed = Object.hasOwn(response, 'authenticationFailure')

  if (failed) return { kind: 'refused', code: codeOf(response) }
  const user = textOf(success, 'user')
  if (!success || user === undefined || user === '') return { kind: 'unreadable' }
  return { kind: 'valid', user, attributes: attributesIn(childOf(success, 'attributes')) }
}

function codeOf(response: XmlNode) {
  const code = textOf(childOf(response, 'authenticationFailure'), '@code') ?? ''
  return /^[A-Z_]{1,40}$/.test(code) ? code : 'UNKNOWN'
}

function attributesIn(node: XmlNode | undefined): CasAttributes {
  const pairs = Object.entries(node ?? {}).map(([name, value]) => {
    const values = (Array.isArray(value) ? value : [value])
      .map(textIn)
      .filter((text) => text !== undefined && text !== '')
    return [name, values] as const
  })
  return Object.fromEntries(pairs.filter(([, values]) => values.length > 0)) as CasAttributes
}
