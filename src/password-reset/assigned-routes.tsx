import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { answerDay, findOpenCasesOf } from '../cases/index.ts'
import { type MailboxReader, readMailboxSeal } from '../challenges/index.ts'
import { accountState, findByAddress, findPerson, maskedAddress } from '../people/index.ts'
import { Problem, parseForm } from '../web/index.ts'
import { type AskedAlready, AssignedPage } from './pages/assigned.tsx'
import { askerOf, requestMemory } from './request-routes.tsx'
import type { ChapterParts } from './routes.tsx'
import { askForLink } from './tasks.ts'

type Sealed = { Params: { seal: string } }
const noteForm = z.object({ note: z.string().max(5_000).default('') })

/** Section 3.2 of the manual, for whoever comes from the letter that tells which address is assigned. */
export function registerAssignedRoutes(app: FastifyInstance, parts: ChapterParts): void {
  const { keys, world, database } = parts
  const memory = requestMemory(parts)
  const readerOf = (seal: string) => readMailboxSeal(keys, seal, world.clock.now())

  app.get<Sealed>('/reset-password/assigned/:seal', async (request, reply) => {
    const { seal } = request.params
    const reader = readerOf(seal)
    const assigned = reader && (await findPerson(database.db, reader.person))?.assignedAddress
    // A letter grown old leads to the form where the address is typed.
    if (!reader || assigned === undefined) return reply.redirect('/reset-password', 303)
    const asked = await askedAlready(reader)
    return reply.page(<AssignedPage address={maskedAddress(assigned)} seal={seal} asked={asked} />)
  })

  /** The page of a case promises that the link of the letter shows how it stands (decision 104). */
  async function askedAlready({ person, address }: MailboxReader): Promise<AskedAlready | undefined> {
    const open = await findOpenCasesOf(database.db, person)
    const found = open.find((one) => one.kind === 'teacher' && one.address === address)
    if (!found) return undefined
    const by = answerDay(found.lastAskedAt, parts.settings.CASE_ANSWERED_WITHIN, parts.institution.timeZone)
    return { case: found.id, waitsFor: found.state === 'asked-back' ? 'person' : 'desk', by }
  }

  app.post<Sealed>('/reset-password/assigned/:seal', async (request, reply) => {
    const { seal } = request.params
    const outcome = await askForLink(parts, {
      by: { kind: 'seal', seal },
      device: parts.deviceOf(request),
      ...askerOf(request),
    })
    switch (outcome.kind) {
      case 'sent':
        memory.remember(reply, { typed: '', sentTo: outcome.shown })
        return reply.redirect('/reset-password/sent', 303)
      case 'not-recognized':
      case 'seal-expired':
        return reply.redirect('/reset-password', 303)
    }
  })

  // The assigned mailbox is lost: the proved one becomes a case for the desk, which alone can move the assignment (req 91).
  app.post<Sealed>('/reset-password/assigned/:seal/unreadable', async (request, reply) => {
    const { note } = parseForm(noteForm, request, { lines: ['note'] })
    const reader = readerOf(request.params.seal)
    const found = reader && (await findByAddress(database.db, reader.address))
    // The registry may have caught up since the letter was written.
    if (!reader || found?.person.id !== reader.person || accountState(found) !== 'assigned-elsewhere') {
      return reply.redirect('/reset-password', 303)
    }
    const { source, reference } = askerOf(request)
    const outcome = await parts.openTeacherCase({
      ...reader,
      note,
      language: request.language,
      asker: { source, reference },
    })
    switch (outcome.kind) {
      case 'opened':
        return reply.redirect(outcome.next, 303)
      case 'held-back':
        throw new Problem('too-many', { retryAfterMs: outcome.retryAfterMs })
    }
  })
}
