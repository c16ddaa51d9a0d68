import type { FastifyReply } from 'fastify'
import { findSecondFactor } from '../credentials/second-factor/index.ts'
import { displayName } from '../people/index.ts'
import { ChallengePage } from '../web/index.ts'
import type { DoorParts, Staff } from './desk-route.ts'
import { SessionOverPage } from './pages/unsent-form.tsx'
import { sealForm, type UnsentForm } from './unsent-form.ts'

/** Answers whom the door turned away with a form, once its fields have come; without a form where they cannot be had. */
export type TurnAway = (reply: FastifyReply, form: UnsentForm | undefined) => unknown

/** `back`: the page that the form stood on. */
export function sessionIsOver(back = '/desk'): TurnAway {
  return (reply, form) => reply.page(<SessionOverPage form={form} back={back} />, { status: 403, languagePath: back })
}

interface FactorFirst {
  readonly back: string | undefined
  /** The page that asks for the factor, without the form. */
  readonly address: string
  /** The factor stands, but is not fresh enough. */
  readonly again: boolean
}

export function factorFirst(parts: DoorParts, { person }: Staff, { back, address, again }: FactorFirst): TurnAway {
  return async (reply, form) => {
    const waits = form && sealForm(parts.keys, form, person.id)
    const enrolled = await findSecondFactor(parts.database.db, person.id)
    if (waits === undefined || !enrolled) return reply.redirect(address, 303)
    const page = <ChallengePage at="desk" name={displayName(person)} back={back} waits={waits} again={again} />
    return reply.page(page, { status: 403, languagePath: address })
  }
}
