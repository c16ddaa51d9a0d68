import type { FastifyInstance } from 'fastify'
import { waitInWords } from '../../language/index.ts'
import { sendAsAscii } from '../answer.ts'
import { renderPart } from '../render.ts'
import { type Fillings, inAscii, noOwn } from '../stencil.ts'
import { keepPlace, secondsOf } from './place.ts'
import { WaitNotice } from './wait-page.tsx'

/** A part of a page: no form, no script, no number. */
const ofAPart: Fillings = { ...noOwn, nonce: '', reference: '', antiForgery: () => '' }

/**
 * Asked by `wait-turn.js` before it sends a form with a password: whether there is time for it. If not, the form stays in the
 * browser with all that was typed, beside the notice that comes with this answer, and is sent when the place is there.
 */
export function registerTurn(app: FastifyInstance) {
  app.get('/turn', async (request, reply) => {
    const { askTurn, voices, stencils } = request.server.frame
    const turn = askTurn?.(request)
    // Whoever may come now is not overtaken on the way.
    if (turn) keepPlace(request, reply, turn.dueAt)
    if (!turn || turn.retryAfterMs <= 0) return reply.code(204).send()
    const seconds = secondsOf(turn)
    const { firm } = turn
    const { language } = request
    const notice = (marks: Fillings) =>
      renderPart(<WaitNotice seconds={marks.seconds} inWords={marks.inWords} firm={firm} say={voices[language].say} />)
    const own = { seconds: String(seconds), inWords: inAscii(waitInWords(seconds)) }
    const html = stencils(`turn ${language} ${firm}`, notice, { ...ofAPart, ...own })
    sendAsAscii(reply, html)
    return reply.headers({ 'retry-after': seconds, 'content-type': 'text/html; charset=utf-8' }).send(html)
  })
}
