import type { ClosedBecause } from '../../challenges/index.ts'
import { DeskLink, Form, Page, usePage } from '../../web/index.ts'
import { SIGN_IN } from '../sign-in-path.ts'
import { texts } from '../texts.ts'
import { EmailField } from './email-field.tsx'

interface DeadLinkPageProps {
  because: ClosedBecause | 'expired' | 'unknown'
  /** Where a new link would go, told only to whoever held the old one. */
  address?: string
}

/** Says what happened to the link, and offers a new one without loss (req 118). */
export function DeadLinkPage({ because, address }: DeadLinkPageProps) {
  const { say } = usePage()
  const { heading, lead } = causes[because]
  return (
    <Page title={say(texts.linkTitle)} gate="closed" error>
      <hgroup>
        <h1>{say(heading)}</h1>
        <p role="status">{say.rich(lead, { usos: <DeskLink desk="usos" /> })}</p>
      </hgroup>
      <Form action="/reset-password">
        {address === undefined ? (
          <EmailField />
        ) : (
          <>
            <input type="hidden" name="email" value={address} />
            <p>{say.rich(texts.askAgainTo, { address: <b>{address}</b> })}</p>
          </>
        )}
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.askAgain)}
          </button>{' '}
          <a href={SIGN_IN}>{say(texts.backToSignIn)}</a>
        </p>
      </Form>
      <p class="small">
        <a href="/set-password/code">{say(texts.haveCode)}</a>
      </p>
    </Page>
  )
}

const causes = {
  expired: { heading: texts.expiredHeading, lead: texts.expired },
  'password-set': { heading: texts.usedHeading, lead: texts.used },
  superseded: { heading: texts.supersededHeading, lead: texts.superseded },
  'too-many-wrong-answers': { heading: texts.burntHeading, lead: texts.burnt },
  'too-many-old-passwords': { heading: texts.changedHeading, lead: texts.oldPasswords },
  'account-changed': { heading: texts.changedHeading, lead: texts.changed },
  unknown: { heading: texts.unknownHeading, lead: texts.unknown },
}
