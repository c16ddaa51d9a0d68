import { DeskLink, Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** Signed in, and the application still knows nobody of that name: a normal state, which passes by itself or at the right desk. */
export function NotKnownToServicePage() {
  const { say } = usePage()
  const account = <a href="/account">{say(texts.onYourAccount)}</a>
  return (
    <Page title={say(texts.unknownTitle)} gate="ajar">
      <hgroup>
        <h1>{say(texts.unknownTitle)}</h1>
        <p>{say(texts.unknownLead)}</p>
      </hgroup>
      <section aria-labelledby="why">
        <h2 id="why">{say(texts.unknownWhy)}</h2>
        <p>{say(texts.unknownCopy)}</p>
        <p>{say(texts.unknownNotYourFault)}</p>
      </section>
      <section aria-labelledby="first">
        <h2 id="first">{say(texts.unknownFirst)}</h2>
        <ol>
          <li>{say.rich(texts.unknownRightId, { account })}</li>
          <li>{say(texts.unknownWait)}</li>
          <li>{say(texts.unknownNoSecondAccount)}</li>
        </ol>
      </section>
      <section aria-labelledby="whom">
        <h2 id="whom">{say(texts.unknownWhom)}</h2>
        <ul>
          <li>{say.rich(texts.unknownOwner, { account })}</li>
          <li>{say.rich(texts.unknownRegistry, { desk: <DeskLink desk="usos" /> })}</li>
          <li>{say.rich(texts.unknownRegistration, { desk: <DeskLink desk="registration" /> })}</li>
        </ul>
        <p class="small">{say(texts.unknownTell)}</p>
      </section>
      <p class="actions">
        <a href="/help">{say(texts.toHelp)}</a>
      </p>
    </Page>
  )
}
