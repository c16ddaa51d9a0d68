import { HTMLElement, parse } from 'node-html-parser'

/** Attributes that hold words, addresses or names of the one page: of them only whether they are there belongs to the shape. */
const OWN =
  /^(id|name|for|href|src|action|value|content|title|alt|placeholder|nonce|datetime|lang|hreflang|download|data-hide|data-show|data-at-the-end|data-new-password|aria-label|aria-describedby)/
/** Elements with a name: where two of them are called alike in one language they must be in the other. */
const NAMED = /^(a|button|label|legend|summary|caption|th|h[1-6]|title|option)$/

/**
 * What a page is without its words: its tree, with classes and roles, where words stand, and which names are alike. Two pages
 * of one shape have the same structure, the same colours and the same labels, in whatever language.
 */
export function shapeOf(html: string): string {
  const names: string[] = []
  const known = (name: string) => (names.includes(name) ? names.indexOf(name) : names.push(name) - 1)
  const within = (element: HTMLElement): string => {
    const name = NAMED.test(element.rawTagName) ? `=${known(words(element))}` : ''
    const label = element.getAttribute('aria-label')
    const children = element.childNodes.map((child) =>
      child instanceof HTMLElement ? within(child) : child.text.trim() === '' ? '' : '…',
    )
    return `<${looksOf(element)}${name}${label ? `~${known(label)}` : ''}>${children.join('')}`
  }
  return within(parse(html))
}

/** Every way in which an element of a page stands: what it is, and in what. Its colours follow from nothing else. */
export function placesOf(html: string): string[] {
  const visit = (element: HTMLElement, around: string): string[] => {
    const place = `${around} > ${looksOf(element)}`
    const children = element.childNodes.filter((child) => child instanceof HTMLElement)
    return [place, ...children.flatMap((child) => visit(child, place))]
  }
  return visit(parse(html), '')
}

function looksOf(element: HTMLElement): string {
  const attributes = Object.entries(element.attributes).map(([name, value]) =>
    OWN.test(name) ? `${name}${value.trim() === '' ? '' : '…'}` : `${name}=${value}`,
  )
  return [element.rawTagName, ...attributes.toSorted()].join(' ')
}

function words(element: HTMLElement) {
  return element.text.replace(/\s+/g, ' ').trim()
}
