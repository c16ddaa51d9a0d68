import type { ComponentChildren, VNode } from 'preact'
import type { PersonId } from '../database/index.ts'
import { displayName, findPerson } from '../people/index.ts'
import type { Session } from '../sessions/index.ts'
import { SignInPage, type SignInPageProps } from './pages/sign-in.tsx'
import { SignedInPage } from './pages/signed-in.tsx'
import { SignedOutPage } from './pages/signed-out.tsx'
import { issueTicket } from './store.ts'
import { newTicket, type SignInAttempt, type SignInParts, signIn, ticketFor } from './tasks.ts'

interface DoorParts extends SignInParts {
  /** The message and the advice of section 3 of the manual, from their own chapter. */
  readonly notRecognized: { message: () => ComponentChildren; advice: () => VNode }
}

/** What the protocols need of the sign-in: CAS now, OpenID Connect beside it. */
export function createSignInDoor(parts: DoorParts) {
  const { settings, world, database } = parts
  return {
    signIn: (attempt: SignInAttempt) => signIn(parts, attempt),

    async issueTicket(session: Session, service: string, at: { source: string; reference: string }) {
      const now = world.clock.now()
      const ticket = newTicket(world)
      await issueTicket(database.db, ticket, ticketFor(session, service, false, settings, now), {
        at: now,
        event: 'service-ticket-issued',
        outcome: 'success',
        person: session.person,
        actor: 'person',
        source: at.source,
        reference: at.reference,
        details: { service: service.split(/[?#]/)[0] ?? '' },
      })
      return ticket
    },

    async nameOf(person: PersonId) {
      const found = await findPerson(database.db, person)
      return found ? displayName(found) : ''
    },

    signInPage(page: SignInPageProps) {
      if (page.refusal !== 'not-recognized') return <SignInPage {...page} />
      return (
        <SignInPage
          {...page}
          notRecognized={{ message: parts.notRecognized.message(), advice: parts.notRecognized.advice() }}
        />
      )
    },
    signedInPage: (name: string) => <SignedInPage name={name} />,
    signedOutPage: () => <SignedOutPage />,
  }
}
