import { XMLParser } from 'fast-xml-parser'

// Values stay text, numbers of albums keep their zeros. `htmlEntities` only means that `&#39;` is read too.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
})

/** An element: its text, or its children by name without prefix; attributes stand under `@name`. */
export type XmlNode = { readonly [name: string]: unknown }

/** The document, or nothing when it is no XML. A document type is refused: entities of one's own are of no use here. */
export function readXml(text: string): XmlNode | undefined {
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(text)) return undefined
  try {
    return asNode(parser.parse(text, true))
  } catch {
    return undefined
  }
}

/** The one child of that name. Two of them are none: whoever sends two wants to be misread. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return asNode(node && Object.hasOwn(node, name) ? node[name] : undefined)
}

/** The text of the one child of that name, without the spaces around it. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  const value = node && Object.hasOwn(node, name) ? node[name] : undefined
  return textIn(value)
}

/** The text of a value, whether its element has attributes or not. */
export function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim()
  const text = asNode(value)?.['#text']
  return typeof text === 'string' ? text.trim() : undefined
}

function asNode(value: unknown): XmlNode | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as XmlNode) : undefined
}
