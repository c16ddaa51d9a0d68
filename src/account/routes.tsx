import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { languages } from '../language/index.ts'
import { displayName } from '../people/index.ts'
import { parseForm, parseQuery } from '../web/index.ts'
import { admitOwner } from './asker.ts'
import { registerOwnData } from './own-data-routes.tsx'
import { AccountPage, doneThings } from './pages/account.tsx'
import { ActivityPage } from './pages/activity.tsx'
import { EndSessionPage } from './pages/end-session.tsx'
import { registerSecondFactor } from './second-factor/routes.tsx'
import {
  type AccountTaskParts,
  type Asker,
  chooseLanguage,
  type Ending,
  endSessions,
  findEnding,
  lookAtAccount,
  lookAtActivity,
  takeConsentBack,
} from './tasks.ts'

export type AccountParts = AccountTaskParts

/** Who I am, where I am signed in, and what has happened lately. */
export function registerAccount(app: FastifyInstance, parts: AccountParts): void {
  registerSecondFactor(app, parts)
  registerOwnData(app, parts)

  app.get('/account', async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const { done } = parseQuery(accountQuery, request)
    return reply.page(
      <AccountPage account={await lookAtAccount(parts, asker)} done={doneThings.find((each) => each === done)} />,
      { languagePath: '/account' },
    )
  })

  app.get('/account/activity', async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const activity = await lookAtActivity(parts, asker)
    return reply.page(<ActivityPage name={displayName(asker.person)} activity={activity} />)
  })

  app.post('/account/language', async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const { letters } = parseForm(languageForm, request)
    await chooseLanguage(parts, asker, letters)
    return reply.redirect('/account?done=language', 303)
  })

  app.post<OfService>('/account/services/:id/consent/withdraw', async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const withdrawn = await takeConsentBack(parts, asker, request.params.id)
    return reply.redirect(withdrawn ? '/account?done=consent' : '/account', 303)
  })

  app.get<Named>('/account/sessions/:which/end', async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const ending = await findEnding(parts, asker, request.params.which)
    if (!ending) return reply.redirect('/account', 303)
    return reply.page(<EndSessionPage {...pageOf(asker, ending)} />)
  })

  app.post<Named>('/account/sessions/:which/end', async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const { password } = parseForm(endForm, request)
    const ending = await findEnding(parts, asker, request.params.which)
    if (!ending) return reply.redirect('/account', 303)
    const outcome = await endSessions(parts, asker, ending, password)

    switch (outcome.kind) {
      case 'ended':
        return reply.redirect(`/account?done=${ending.which}`, 303)
      case 'gone':
        return reply.redirect('/account', 303)
      case 'refused':
        return reply.page(<EndSessionPage {...pageOf(asker, ending)} refusal={outcome.because} />, { status: 422 })
      case 'waiting': {
        const { retryAfterMs } = outcome
        if (retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
        return reply.page(<EndSessionPage {...pageOf(asker, ending)} waiting={{ retryAfterMs }} />, { status: 429 })
      }
    }
  })
}

type OfService = { Params: { id: string } }
type Named = { Params: { which: string } }
const accountQuery = z.object({ done: z.string().max(20).optional() })
const languageForm = z.object({ letters: z.enum(languages) })
const endForm = z.object({ password: z.string().max(20_000).default('') })

function pageOf({ person }: Asker, ending: Ending) {
  return {
    name: displayName(person),
    address: person.assignedAddress ?? '',
    session: ending.which === 'one' ? ending.session : undefined,
  }
}
