import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { asLetterId } from '../../database/index.ts'
import { parseForm, parseQuery } from '../../web/index.ts'
import { type DeskDoor, deskRoute, refuse, type Staff } from '../desk-route.ts'
import { lettersAddress, wantedBy } from './letter.ts'
import { LetterPage, NoLetterPage, type RefusedStep } from './pages/letter.tsx'
import { LettersPage } from './pages/letters.tsx'
import {
  type LetterAct,
  type LettersParts,
  lookAtLetter,
  lookAtLetters,
  sealAddress,
  sendAgain,
  wakeAddressOf,
} from './tasks.ts'

const part = z.string().max(2000).optional()
const listQuery = z.object({ state: part, day: part, to: part, before: part })
const addressForm = z.object({ address: z.string().max(1000).default('') })
const doneQuery = z.object({ done: z.string().max(40).default('') })
const reasonForm = z.object({ reason: z.string().max(20_000).default('') })

type Named = { Params: { id: string } }
const done = ['again', 'woken', 'nothing'] as const
export type LetterDone = (typeof done)[number]

/** What became of every letter (req 109): for staff, and for nobody else. */
export function registerLetters(door: DeskDoor, parts: LettersParts): void {
  deskRoute(door, {
    method: 'GET',
    url: '/desk/letters',
    act: 'see-letters',
    handler: async (staff, request, reply) => {
      const wanted = wantedBy(parseQuery(listQuery, request))
      const list = await lookAtLetters(parts, wanted)
      return reply.page(<LettersPage staff={staff} list={list} />, { languagePath: lettersAddress(list.wanted) })
    },
  })

  deskRoute(door, {
    method: 'POST',
    url: '/desk/letters',
    act: 'see-letters',
    handler: async (staff, request, reply) => {
      const { address } = parseForm(addressForm, request)
      const to = sealAddress(parts, address)
      if (to !== undefined) return reply.redirect(lettersAddress({ to }), 303)
      const list = await lookAtLetters(parts, {})
      return reply.page(<LettersPage staff={staff} list={list} broken={address} />, { status: 422 })
    },
  })

  deskRoute<Named>(door, {
    method: 'GET',
    url: '/desk/letters/:id',
    act: 'see-letters',
    handler: (staff, request, reply) => {
      const said = parseQuery(doneQuery, request).done
      return showLetter(parts, { staff, request, reply, done: done.find((each) => each === said) })
    },
  })

  const acts = [
    ['again', 'send-letter-again', sendAgain, 'again'],
    ['wake', 'wake-mailbox', wakeAddressOf, 'woken'],
  ] as const
  for (const [step, act, task, success] of acts) {
    deskRoute<Named>(door, {
      method: 'POST',
      url: `/desk/letters/:id/${step}`,
      act,
      handler: async (staff, request, reply) => {
        const sent = actIn(staff, request)
        const outcome = await task(parts, sent)
        switch (outcome.kind) {
          case 'done':
            return reply.redirect(`/desk/letters/${outcome.id}?done=${success}`, 303)
          case 'nothing':
            return reply.redirect(`/desk/letters/${request.params.id}?done=nothing`, 303)
          case 'refused':
            return showLetter(parts, {
              staff,
              request,
              reply,
              refused: { step, fault: outcome.fault, reason: sent.typed },
            })
          case 'forbidden':
            await refuse(door.parts, staff, request, reply)
            return reply
          case 'none':
            return reply.page(<NoLetterPage staff={staff} />, { status: 404, languagePath: '/desk/letters' })
        }
      },
    })
  }
}

function actIn(staff: Staff, request: FastifyRequest<Named>): LetterAct {
  return {
    id: asLetterId(request.params.id),
    staff: staff.person.id,
    typed: parseForm(reasonForm, request, { lines: ['reason'] }).reason,
    form: request.formId,
    source: request.source,
    reference: request.reference,
  }
}

interface Showing {
  staff: Staff
  request: FastifyRequest<Named>
  reply: FastifyReply
  done?: LetterDone | undefined
  refused?: RefusedStep | undefined
}

async function showLetter(parts: LettersParts, { staff, request, reply, done, refused }: Showing) {
  const view = await lookAtLetter(parts, asLetterId(request.params.id))
  if (!view) return reply.page(<NoLetterPage staff={staff} />, { status: 404, languagePath: '/desk/letters' })
  return reply.page(<LetterPage staff={staff} view={view} done={done} refused={refused} />, {
    status: refused ? 422 : 200,
    languagePath: `/desk/letters/${view.letter.id}`,
  })
}
