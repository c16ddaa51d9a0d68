import { Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

export function SignedOutPage() {
  const { say } = usePage()
  return (
    <Page title={say(texts.signedOut)} gate="closed">
      <hgroup>
        <h1>{say(texts.signedOut)}</h1>
        <p role="status">{say(texts.signedOutLead)}</p>
      </hgroup>
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
