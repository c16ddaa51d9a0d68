import { LogOut, Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

export function ChangedPage({ name }: { name: string }) {
  const { say } = usePage()
  return (
    <Page title={say(texts.doneTitle)} gate="open" who={<LogOut who={name} />}>
      <hgroup>
        <h1>{say(texts.doneHeading)}</h1>
        <p role="status">{say(texts.done)}</p>
      </hgroup>
      <p>{say(texts.doneNote)}</p>
      <p class="actions">
        <a class="button" href="/portal/log-in">
          {say(texts.toPortal)}
        </a>{' '}
        <a href="/account">{say(texts.toAccount)}</a>
      </p>
    </Page>
  )
}
