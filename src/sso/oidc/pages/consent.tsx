import type { Text } from '../../../language/index.ts'
import { Form, Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

interface ConsentPageProps {
  action: string
  service: { readonly pl: string; readonly en: string }
  description?: { readonly pl: string; readonly en: string } | undefined
  /** What it learns, in words. */
  learns: readonly Text<never>[]
  /** The same by name: only what was read can be agreed to. */
  attributes: string
  /** It may come back while nobody is signed in. */
  offline: boolean
}

/** What a service learns, before it learns it for the first time. */
export function ConsentPage({ action, service, description, learns, attributes, offline }: ConsentPageProps) {
  const { say, language } = usePage()
  const title = say(texts.consent, { service: service[language] })
  return (
    <Page title={title} gate="closed">
      <hgroup>
        <h1>{title}</h1>
        {description && <p>{description[language]}</p>}
      </hgroup>
      <p>{say(texts.consentLead)}</p>
      <ul>
        {learns.map((one) => (
          <li key={one.key}>{say(one)}</li>
        ))}
        <li>{say(texts.pseudonym)}</li>
      </ul>
      {offline && <p>{say(texts.offline)}</p>}
      <p class="small">{say(texts.consentKept)}</p>
      <Form action={action}>
        <input type="hidden" name="attributes" value={attributes} />
        <p class="actions">
          <button class="button" type="submit" name="answer" value="agree">
            {say(texts.agree)}
          </button>{' '}
          <button class="button quiet" type="submit" name="answer" value="decline">
            {say(texts.decline)}
          </button>
        </p>
      </Form>
    </Page>
  )
}
