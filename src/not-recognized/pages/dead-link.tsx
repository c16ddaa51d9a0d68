import { Form, Page, usePage } from '../../web/index.ts'
import { texts } from '../case-texts.ts'
import { Fork } from './fork.tsx'

/** The day is over; what was typed is kept, so that nobody types it again (req 118). */
export function ExpiredPage({ address, action }: { address: string; action: string }) {
  const { say } = usePage()
  return (
    <Page title={say(texts.expiredTitle)} gate="closed">
      <h1>{say(texts.expiredTitle)}</h1>
      <p>{say.rich(texts.expired, { address: <b>{address}</b> })}</p>
      <Form action={action}>
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.sendNewLink)}
          </button>
        </p>
      </Form>
    </Page>
  )
}

export function UnknownPage() {
  const { say } = usePage()
  return (
    <Page title={say(texts.unknownTitle)} gate="closed">
      <h1>{say(texts.unknownTitle)}</h1>
      <p>{say(texts.unknown, { again: say(texts.askAgain) })}</p>
      <Fork />
    </Page>
  )
}

/** Confirming was enough: the account is there, or the mailbox alone may hear why it is not. */
export function SettledPage({ address }: { address: string }) {
  const { say } = usePage()
  return (
    <Page title={say(texts.settledTitle)} gate="letter">
      <h1>{say(texts.settledTitle)}</h1>
      <p class="lead" role="status">
        {say.rich(texts.settled, { address: <b>{address}</b> })}
      </p>
      <p class="actions">
        <a href="/">{say(texts.backToSystem)}</a>
      </p>
    </Page>
  )
}
