import { Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

interface PostBackPageProps {
  name: string
  service: string
  ticket: string
  /** Sent by itself, where scripts run. Not in the gallery. */
  atOnce?: boolean
}

/**
 * `method=POST` (CAS 3.0.3, section 2.1.1): the form sends itself, and has a button where scripts are off. A plain form: our own
 * anti-forgery value is none of the service's business.
 */
export function PostBackPage({ name, service, ticket, atOnce = true }: PostBackPageProps) {
  const { say } = usePage()
  return (
    <Page title={say(texts.postBack)} gate="open" scripts={atOnce ? ['send-at-once.js'] : []}>
      <hgroup>
        <h1>{say(texts.postBack)}</h1>
        <p role="status">{say(texts.postBackLead, { service: name })}</p>
      </hgroup>
      <form action={service} method="post" data-send-at-once={atOnce}>
        <input type="hidden" name="ticket" value={ticket} />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.goOn)}
          </button>
        </p>
      </form>
    </Page>
  )
}
