import { Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** The way on is signing in: there is no automatic one (req 21). */
export function DonePage({ signIn }: { signIn: string }) {
  const { say } = usePage()
  return (
    <Page title={say(texts.doneTitle)} gate="open">
      <hgroup>
        <h1>{say(texts.doneHeading)}</h1>
        <p role="status">{say(texts.done)}</p>
      </hgroup>
      <p>{say(texts.doneNote)}</p>
      <p class="actions">
        <a class="button" href={signIn}>
          {say(texts.signIn)}
        </a>
      </p>
    </Page>
  )
}
