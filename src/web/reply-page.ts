import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { Language } from '../language/index.ts'
import { sendAsAscii } from './answer.ts'
import { issueFormValue } from './anti-forgery.ts'
import type { Frame, PageOptions } from './frame.ts'
import { pagePolicy } from './headers.ts'
import { isPathOfOurs } from './hosts.ts'
import { pageOfForm } from './page-of-form.ts'
import type { PageSurroundings } from './page-surroundings.ts'
import { renderPage } from './render.ts'
import { apartFromOwn, type Fillings, type OwnProps } from './stencil.ts'
import { nameVisitor } from './waiting/place.ts'

/** `reply.page` */
export function page(this: FastifyReply, vnode: VNode, options: PageOptions = {}): FastifyReply {
  const { request } = this
  const { frame } = request.server
  const { world, keys } = frame
  const { language } = request
  const now = world.clock.now()
  const path = options.languagePath ?? languagePath(request)
  const { stencil } = options
  const fillings: OfThisAnswer = {
    nonce: world.random.bytes(16).toString('base64'),
    reference: request.reference,
    antiForgery: () => {
      return issueFormValue(keys, world.random, nameVisitor(request, this), now)
    },
  }
  const html =
    stencil === undefined
      ? renderPage(vnode, surroundingsOf(frame, { language, path, now }, fillings))
      : filledIn(frame, { vnode, stencil, language, path }, fillings)
  if (stencil !== undefined) sendAsAscii(this, html)
  if (options.status !== undefined) this.code(options.status)
  return this.headers({
    'content-type': 'text/html; charset=utf-8',
    'content-language': language,
    vary: 'Cookie, Accept-Language',
    'content-security-policy': pagePolicy(fillings.nonce, options.postsTo),
  }).send(html)
}

/** The page that is kept for everybody, with what belongs to this answer alone. Without an hour: one that shows it cannot be kept. */
function filledIn(
  frame: Frame,
  { vnode, stencil, language, path }: { vnode: VNode; stencil: string; language: Language; path: string },
  fillings: OfThisAnswer,
): string {
  const { own, rest, withMarks } = apartFromOwn(vnode)
  return frame.stencils(
    `${stencil} ${language} ${path} ${rest}`,
    (marks) => renderPage(withMarks(marks), surroundingsOf(frame, { language, path, now: undefined }, marks)),
    { ...fillings, ...own },
  )
}

type OfThisAnswer = Omit<Fillings, keyof OwnProps>

function surroundingsOf(
  { voices, institution, origin, assets }: Frame,
  { language, path, now }: { language: Language; path: string; now: Date | undefined },
  { nonce, reference, antiForgery }: OfThisAnswer,
): PageSurroundings {
  let formValue: string | undefined
  return {
    language,
    ...voices[language],
    institution,
    origin,
    path,
    // Only a page with a form costs a value and a cookie.
    get antiForgery() {
      formValue ??= antiForgery()
      return formValue
    },
    nonce,
    assets,
    reference,
    get now() {
      if (!now) throw new Error('A page that shows the hour cannot be kept.')
      return now
    },
  }
}

/** A page that answers a form is no address to come back to. */
function languagePath(request: FastifyRequest): string {
  const address = request.originalUrl
  if (request.method === 'GET' || request.method === 'HEAD') return isPathOfOurs(address) ? address : '/'
  return pageOfForm(request) ?? '/'
}
