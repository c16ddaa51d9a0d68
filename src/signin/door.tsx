import type { ComponentChildren, ComponentProps, VNode } from 'preact'
import type { PersonId } from '../database/index.ts'
import { findName } from '../people/index.ts'
import type { SignInAttempt, SignInParts } from './attempt.ts'
import { ConsentPage } from './between/pages/consent.tsx'
import { SecondFactorNeededPage } from './between/pages/second-factor-needed.tsx'
import { WarnPage } from './between/pages/warn.tsx'
import { type Agreement, agree, hasFactor } from './between/tasks.ts'
import { oncePerForm } from './double-submit.ts'
import { loginTicket } from './login-ticket.ts'
import { SignInPage, type SignInPageProps } from './pages/sign-in.tsx'
import { SignedInPage } from './pages/signed-in.tsx'
import { SignedOutPage, type SignedOutPageProps } from './pages/signed-out.tsx'
import { signIn } from './tasks.ts'
import { told } from './told.ts'

interface DoorParts extends SignInParts {
  /** The message and the advice of section 3 of the manual, from their own chapter. */
  readonly notRecognized: { message: () => ComponentChildren; advice: () => VNode }
}

/** What the protocols need of the sign-in: the form, and what may stand between a session and a service (decision 148). */
export function createSignInDoor(parts: DoorParts) {
  const { settings, database } = parts
  return {
    signIn: oncePerForm((attempt: SignInAttempt) => told(() => signIn(parts, attempt)), {
      clock: parts.world.clock,
      spendsForm: ({ kind }) => kind !== 'no-time' && kind !== 'form-already-sent',
    }),
    loginTicket,
    agree: (agreement: Agreement) => agree(parts, agreement),
    hasFactor: (person: PersonId) => hasFactor(parts, person),

    async nameOf(person: PersonId) {
      return (await findName(database.db, person)) ?? ''
    },

    signInPage(page: Omit<SignInPageProps, 'remembers'>) {
      const remembers = settings.REMEMBER_ME_LIFETIME > 0
      if (page.refusal !== 'not-recognized') return <SignInPage {...page} remembers={remembers} />
      return (
        <SignInPage
          {...page}
          remembers={remembers}
          notRecognized={{ message: parts.notRecognized.message(), advice: parts.notRecognized.advice() }}
        />
      )
    },
    secondFactorPage: (page: ComponentProps<typeof SecondFactorNeededPage>) => <SecondFactorNeededPage {...page} />,
    consentPage: (page: ComponentProps<typeof ConsentPage>) => <ConsentPage {...page} />,
    warnPage: (page: ComponentProps<typeof WarnPage>) => <WarnPage {...page} />,
    signedInPage: (name: string) => <SignedInPage name={name} />,
    signedOutPage: (services: SignedOutPageProps = {}) => <SignedOutPage {...services} />,
  }
}
