import type { FastifyRequest } from 'fastify'
import { secretDigest } from '../world/index.ts'
import { judgeFormValue, judgeSender } from './anti-forgery.ts'
import { ANTI_FORGERY_FIELD } from './form.tsx'
import type { Fields } from './form-body.ts'
import { lastOf, oneHeader } from './one-value.ts'
import { Problem } from './problem.ts'
import { visitorOf } from './waiting/place.ts'

/** Unsafe methods need a value bound to this browser, and must not come from another site (req 63). */
export async function checkForm(request: FastifyRequest) {
  if (['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(request.method)) return
  if (request.routeOptions.config.antiForgery === 'none') return
  const { keys, settings, world, ownOrigins } = request.server.frame
  const sender = judgeSender(
    { origin: request.headers.origin, secFetchSite: oneHeader(request, 'sec-fetch-site') },
    ownOrigins,
  )
  if (sender === 'foreign' && !loopbackTwin(request))
    throw new Problem('forbidden-form', { because: 'the form came from another site' })
  const verdict = judgeFormValue(keys, {
    visitor: visitorOf(request),
    value: sentFormValue(request),
    lifetime: settings.FORM_LIFETIME,
    now: world.clock.now(),
  })
  switch (verdict) {
    case 'good':
      return
    case 'expired':
      throw new Problem('expired-form')
    case 'no-visitor':
      throw new Problem('form-without-cookie')
    case 'foreign':
    case 'no-value':
      throw new Problem('forbidden-form', { because: `anti-forgery value: ${verdict}` })
  }
}

/** On a development machine `http://127.0.0.1:3000` is as much ours as `http://localhost:3000`. */
function loopbackTwin(request: FastifyRequest) {
  const { origin } = request.headers
  const site = oneHeader(request, 'sec-fetch-site')
  if (origin === undefined || !URL.canParse(origin) || (site !== undefined && site !== 'same-origin')) return false
  return origin === `http://${request.headers.host}`
}

/** `request.formId` */
export function formId(this: FastifyRequest): Buffer {
  const value = sentFormValue(this)
  return value === undefined ? Buffer.alloc(0) : secretDigest(value)
}

function sentFormValue(request: FastifyRequest): string | undefined {
  return lastOf((request.body as Fields | undefined)?.[ANTI_FORGERY_FIELD])
}
