import { type AttributeName, learnedBy, type Service } from '../../../services/index.ts'
import { Form, LogOut, Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'
import { Carried } from './carried.tsx'

interface ConsentPageProps {
  /** Who agrees. */
  name: string
  service: Service
  /** What it learns: all that it is registered for, or what it asked for. */
  attributes: readonly AttributeName[]
  /** It says how the service will know the person: by the ID, or by an opaque one. */
  protocol: 'cas' | 'oidc'
  /** It may come back while nobody is signed in. */
  offline?: boolean
  /** It is told of a refusal, instead of the person staying here. */
  hearsRefusal?: boolean
  /** Where the form goes. */
  action: string
  carried: Readonly<Record<string, string>>
}

/** Before a service that the operator marked so learns anything for the first time. */
export function ConsentPage({
  name,
  service,
  attributes,
  protocol,
  offline = false,
  hearsRefusal = false,
  action,
  carried,
}: ConsentPageProps) {
  const { say, language } = usePage()
  const title = say(texts.consent, { service: service.name[language] })
  const words = learnedBy([protocol], attributes).map((text) => say(text))
  return (
    <Page title={title} gate="hatch" who={<LogOut who={name} />}>
      <hgroup>
        <h1>{title}</h1>
        {service.description && <p>{service.description[language]}</p>}
      </hgroup>
      <p>{say(texts.consentLead)}</p>
      <ul>
        {words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
      {offline && <p>{say(texts.offline)}</p>}
      <Form action={action}>
        <Carried values={carried} />
        <input type="hidden" name="attributes" value={attributes.join(' ')} />
        <p class="actions">
          <button class="button" type="submit" name="answer" value="agree">
            {say(texts.agree)}
          </button>{' '}
          {hearsRefusal ? (
            <button class="button quiet" type="submit" name="answer" value="decline">
              {say(texts.decline)}
            </button>
          ) : (
            <a href="/cas/login">{say(texts.stay)}</a>
          )}
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
