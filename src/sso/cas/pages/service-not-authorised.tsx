import { Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

/** An unregistered service: a plain refusal, and no link or redirect to it (req 69). */
export function ServiceNotAuthorisedPage({ asked }: { asked: string | undefined }) {
  const { say } = usePage()
  return (
    <Page title={say(texts.notAuthorised)} gate="closed" error>
      <hgroup>
        <h1>{say(texts.notAuthorised)}</h1>
        <p>{say(texts.notAuthorisedLead)}</p>
      </hgroup>
      {asked && (
        <dl class="facts">
          <dt>{say(texts.asked)}</dt>
          <dd>
            <code>{asked}</code>
          </dd>
        </dl>
      )}
      <p>{say(texts.whatToDo)}</p>
      <p class="actions">
        <a class="button" href="/">
          {say(texts.toPortal)}
        </a>
      </p>
    </Page>
  )
}
