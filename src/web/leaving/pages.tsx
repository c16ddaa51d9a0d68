import type { ComponentChildren } from 'preact'
import { Page } from '../page.tsx'
import { usePage } from '../page-surroundings.ts'
import { texts } from './texts.ts'

/**
 * Gone at once: the browser puts the service in its place, so that nobody comes back to it and its ticket. Nor is there another language
 * to come back in: what led here has been answered (`/oidc/auth/:uid`), or would lead past this page.
 */
export function OnYourWayPage({ to, atOnce = true }: { to: string } & Departure) {
  const { say } = usePage()
  return (
    <Page title={say(texts.title)} gate="open" otherLanguage={false} goesOnTo={atOnce ? to : undefined}>
      <Words />
      <p class="actions">
        <a class="button" href={to}>
          {say(texts.goOn)}
        </a>
      </p>
    </Page>
  )
}

interface Departure {
  /** Not in the gallery. */
  atOnce?: boolean
}

/**
 * For a service that wants its answer in a form (CAS 3.0.3, section 2.1.1; OAuth 2.0 Form Post Response Mode): it sends itself, and has
 * a button where scripts are off. A plain form: our own anti-forgery value is none of the service's business.
 */
export function PostBackPage({
  action,
  fields,
  atOnce = true,
}: { action: string; fields: Readonly<Record<string, string>> } & Departure) {
  const { say } = usePage()
  return (
    <Page title={say(texts.title)} gate="open" otherLanguage={false} scripts={atOnce ? ['send-at-once.js'] : []}>
      <Words />
      <form action={action} method="post" data-send-at-once={atOnce}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.goOn)}
          </button>
        </p>
      </form>
    </Page>
  )
}

function Words(): ComponentChildren {
  const { say } = usePage()
  return (
    <hgroup>
      <h1>{say(texts.title)}</h1>
      <p role="status">{say(texts.lead)}</p>
    </hgroup>
  )
}
