import { DeskLink, Page, usePage } from '../../web/index.ts'
import { SIGN_IN } from '../sign-in-path.ts'
import { texts } from '../texts.ts'

/** A code that was right and opens nothing any more. */
export function DeadCodePage() {
  const { say } = usePage()
  return (
    <Page title={say(texts.codeTitle)} gate="closed" error>
      <hgroup>
        <h1>{say(texts.codeDeadHeading)}</h1>
        <p role="status">{say.rich(texts.codeDead, { usos: <DeskLink desk="usos" /> })}</p>
      </hgroup>
      <p class="actions">
        <a class="button" href="/set-password/code">
          {say(texts.codeTypeAnother)}
        </a>{' '}
        <a href={SIGN_IN}>{say(texts.backToSignIn)}</a>
      </p>
    </Page>
  )
}
