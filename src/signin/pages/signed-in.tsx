import { LogOut, Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** At the sign-in page without a service on the way: who is signed in, and what can be done. */
export function SignedInPage({ name }: { name: string }) {
  const { say } = usePage()
  return (
    <Page title={say(texts.signedIn)} gate="open" who={<LogOut who={name} />}>
      <hgroup>
        <h1>{say(texts.signedIn)}</h1>
        <p>{say(texts.signedInAs, { name })}</p>
      </hgroup>
      <p class="actions">
        <a class="button" href="/portal/log-in">
          {say(texts.toPortal)}
        </a>{' '}
        <a href="/account">{say(texts.toAccount)}</a> <a href="/password-change">{say(texts.toPasswordChange)}</a>
      </p>
      <p class="small">{say(texts.signedInSafety)}</p>
    </Page>
  )
}
