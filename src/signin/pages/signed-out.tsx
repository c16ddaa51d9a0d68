import type { Language } from '../../language/index.ts'
import { Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

type Name = Readonly<Record<Language, string>>

export interface SignedOutPageProps {
  /** The visited services that are being told (CAS 3.0.3, section 2.3.3). */
  told?: readonly Name[]
  /** Those that take no such message. */
  left?: readonly Name[]
}

export function SignedOutPage({ told = [], left = [] }: SignedOutPageProps) {
  const { say } = usePage()
  return (
    <Page title={say(texts.signedOut)} gate="closed">
      <hgroup>
        <h1>{say(texts.signedOut)}</h1>
        <p role="status">{say(texts.signedOutLead)}</p>
      </hgroup>
      {told.length > 0 && (
        <section aria-labelledby="told">
          <h2 id="told">{say(texts.servicesTold)}</h2>
          <Names names={told} />
        </section>
      )}
      {left.length > 0 && (
        <section aria-labelledby="left">
          <h2 id="left">{say(texts.servicesLeft)}</h2>
          <p>{say(texts.servicesLeftLead)}</p>
          <Names names={left} />
        </section>
      )}
      <p>{say(texts.closeBrowser)}</p>
      <p class="actions">
        <a class="button" href="/">
          {say(texts.backToPortal)}
        </a>{' '}
        <a href="/cas/login">{say(texts.signInAnew)}</a>
      </p>
    </Page>
  )
}

function Names({ names }: { names: readonly Name[] }) {
  const { language } = usePage()
  return (
    <ul>
      {names.map((name) => (
        <li key={name.en}>{name[language]}</li>
      ))}
    </ul>
  )
}
