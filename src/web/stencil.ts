import { cloneElement, Fragment, h, type VNode } from 'preact'
import { renderPart } from './render.ts'

/** What is written anew into every answer, though all the rest of the page stays the same. */
export interface Fillings {
  readonly nonce: string
  readonly reference: string
  /** Asked for by a page with a form alone: it costs a MAC and perhaps a cookie. */
  readonly antiForgery: () => string
  /** As HTML. Empty where nobody has typed anything. */
  readonly typed: string
}

/** A page with holes: what stands before the first and after each, and what goes into each. */
interface Stencil {
  readonly solid: readonly string[]
  readonly holes: readonly number[]
  readonly hasForm: boolean
}

/** Of a few kilobytes each. Addresses of services that somebody makes up push each other out, and cost a rendering as before. */
const MOST_KEPT = 200

/**
 * A page that everybody gets alike is rendered once, with a mark in each place that differs, and from then on only filled in
 * (decision 215). `dice` makes the marks: nobody can type one into a page.
 */
export function stencils(dice: () => string) {
  // The anti-forgery value is three words, and a page may show one of them alone: the login ticket does.
  const marks = Array.from({ length: 6 }, dice) as [string, string, string, string, string, string]
  const [issued, nonceOfForm, seal, nonce, reference, typed] = marks
  const anyMark = new RegExp(`(${marks.join('|')})`)
  const kept = new Map<string, Stencil>()

  /** `which` says all that the page depends on beside the fillings. */
  return (which: string, render: (fillings: Fillings) => string, fillings: Fillings): string => {
    let stencil = kept.get(which)
    if (!stencil) {
      stencil = cut(render)
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value as string)
    }
    // The one asked for last goes last: what everybody asks for stays.
    kept.delete(which)
    kept.set(which, stencil)
    return filledIn(stencil, fillings)
  }

  function cut(render: (fillings: Fillings) => string): Stencil {
    let hasForm = false
    const antiForgery = () => {
      hasForm = true
      return `${issued}.${nonceOfForm}.${seal}`
    }
    const parts = inAscii(render({ nonce, reference, antiForgery, typed })).split(anyMark)
    return {
      solid: parts.filter((_, index) => index % 2 === 0),
      holes: parts.filter((_, index) => index % 2 === 1).map((mark) => marks.indexOf(mark)),
      hasForm,
    }
  }
}

function filledIn({ solid, holes, hasForm }: Stencil, fillings: Fillings): string {
  const [issued = '', nonceOfForm = '', seal = ''] = hasForm ? fillings.antiForgery().split('.') : []
  const values = [issued, nonceOfForm, seal, fillings.nonce, fillings.reference, fillings.typed]
  let page = solid[0] ?? ''
  for (let at = 0; at < holes.length; at++) page += (values[holes[at] as number] as string) + (solid[at + 1] as string)
  return page
}

/**
 * A page and what somebody typed into it, which is its prop `typed` and stands in it as text or as the value of a field. All the
 * rest can be kept: what was typed never is.
 */
export function apartFromTyped(page: VNode) {
  const { typed } = page.props as { typed?: unknown }
  // An empty field is written in another way than a full one.
  const hasTyped = typeof typed === 'string' && typed !== ''
  return {
    /** All that the page depends on beside what was typed. */
    rest: JSON.stringify({ ...page.props, typed: hasTyped || typed }),
    typed: hasTyped ? inAscii(renderPart(h(Fragment, null, typed))) : '',
    withTyped: (mark: string): VNode => (hasTyped ? cloneElement(page, { typed: mark }) : page),
  }
}

/**
 * The same document with `&#322;` for `ł`: what is ASCII goes to the socket byte by byte, in one piece with its headers, while letters
 * past Latin-1 make the whole answer be encoded anew. No page of ours has a script or a style within, where references mean nothing.
 */
export function inAscii(html: string): string {
  const references = html.replace(/[^\p{ASCII}]/gu, (letter) => `&#${letter.codePointAt(0)};`)
  // Through bytes, because the engine would go on keeping two for each letter.
  return Buffer.from(references, 'latin1').toString('latin1')
}
