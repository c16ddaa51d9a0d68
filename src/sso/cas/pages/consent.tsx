import { learnedWords, type Service } from '../../../services/index.ts'
import { Form, Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'
import { Carried } from './carried.tsx'

interface ConsentPageProps {
  service: Service
  carried: Readonly<Record<string, string>>
}

/** Before a service that the operator marked so learns anything for the first time. */
export function ConsentPage({ service, carried }: ConsentPageProps) {
  const { say, language } = usePage()
  const title = say(texts.consent, { service: service.name[language] })
  const words = [say(texts.theId), ...learnedWords(service.attributes).map((text) => say(text))]
  return (
    <Page title={title} gate="hatch">
      <hgroup>
        <h1>{title}</h1>
        {service.description && <p>{service.description[language]}</p>}
      </hgroup>
      <p>{say(texts.consentLead)}</p>
      <ul>
        {[...new Set(words)].map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
      <Form action="/cas/login/consent">
        <Carried values={carried} />
        <input type="hidden" name="attributes" value={service.attributes.join(' ')} />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.agree)}
          </button>{' '}
          <a href="/cas/login">{say(texts.stay)}</a>
        </p>
      </Form>
      <p class="small">{say.rich(texts.consentKept, { account: <a href="/account">{say(texts.myAccount)}</a> })}</p>
      {service.owner && (
        <dl class="facts">
          <dt>{say(texts.questions)}</dt>
          <dd>
            {service.owner.name}, <a href={`mailto:${service.owner.mail}`}>{service.owner.mail}</a>
          </dd>
        </dl>
      )}
    </Page>
  )
}
