import { cloneElement, Fragment, h, type VNode } from 'preact'
import { renderPart } from './render.ts'

/** Props of a page that are somebody's own: what they typed, how long they wait, as a number and in words, and where they go, ticket and all. */
const OWN_PROPS = ['typed', 'seconds', 'inWords', 'to'] as const
/** As HTML, or a mark; empty where the page has none. */
export type OwnProps = Readonly<Record<(typeof OWN_PROPS)[number], string>>

/** What is written anew into every answer, though all the rest of the page stays the same. */
export interface Fillings extends OwnProps {
  readonly nonce: string
  readonly reference: string
  /** Asked for by a page with a form alone: it costs a MAC and perhaps a cookie. */
  readonly antiForgery: () => string
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
  const marks = [dice(), dice(), dice(), dice(), dice(), dice(), dice(), dice(), dice()] as const
  const [issued, nonceOfForm, seal, nonce, reference, typed, seconds, inWords, to] = marks
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
    const parts = inAscii(render({ nonce, reference, antiForgery, typed, seconds, inWords, to })).split(anyMark)
    return {
      solid: parts.filter((_, index) => index % 2 === 0),
      holes: parts.filter((_, index) => index % 2 === 1).map((mark) => (marks as readonly string[]).indexOf(mark)),
      hasForm,
    }
  }
}

function filledIn({ solid, holes, hasForm }: Stencil, fillings: Fillings): string {
  const { nonce, reference, typed, seconds, inWords, to } = fillings
  const [issued = '', nonceOfForm = '', seal = ''] = hasForm ? fillings.antiForgery().split('.') : []
  const values = [issued, nonceOfForm, seal, nonce, reference, typed, seconds, inWords, to]
  let page = solid[0] ?? ''
  for (let at = 0; at < holes.length; at++) page += (values[holes[at] as number] as string) + (solid[at + 1] as string)
  return page
}

/** A page, and what in it is somebody's own, which stands there as text or in an attribute. All the rest can be kept; that never is. */
export function apartFromOwn(page: VNode) {
  const props = page.props as Partial<Record<keyof OwnProps, unknown>>
  // An empty field is written in another way than a full one.
  const there = OWN_PROPS.filter((name) => ['string', 'number'].includes(typeof props[name]) && props[name] !== '')
  const only = <Value>(given: (name: keyof OwnProps) => Value) =>
    Object.fromEntries(there.map((name) => [name, given(name)]))
  return {
    /** All that the page depends on beside what is somebody's own. */
    rest: JSON.stringify({ ...props, ...only(() => true) }),
    own: { ...noOwn, ...only((name) => asHtml(props[name])) },
    withMarks: (marks: OwnProps): VNode =>
      there.length === 0
        ? page
        : cloneElement(
            page,
            only((name) => marks[name]),
          ),
  }
}

function asHtml(value: unknown) {
  return typeof value === 'number' ? String(value) : inAscii(renderPart(h(Fragment, null, String(value))))
}

export const noOwn: OwnProps = { typed: '', seconds: '', inWords: '', to: '' }

/**
 * The same document with `&#322;` for `ł`: what is ASCII goes to the socket byte by byte, in one piece with its headers, while letters
 * past Latin-1 make the whole answer be encoded anew. No page of ours has a script or a style within, where references mean nothing.
 */
export function inAscii(html: string): string {
  const references = html.replace(/[^\p{ASCII}]/gu, (letter) => `&#${letter.codePointAt(0)};`)
  // Through bytes, because the engine would go on keeping two for each letter.
  return Buffer.from(references, 'latin1').toString('latin1')
}
