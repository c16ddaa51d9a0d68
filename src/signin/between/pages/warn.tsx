import type { Service } from '../../../services/index.ts'
import { Form, LogOut, Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'
import { Carried } from './carried.tsx'

interface WarnPageProps {
  /** Who is signed in. */
  name: string
  service: Service
  /** Where the form goes. */
  action: string
  carried: Readonly<Record<string, string>>
}

/** Nobody is signed in to another service unasked who wished to be asked (CAS 3.0.3, section 2.2.1). */
export function WarnPage({ name, service, action, carried }: WarnPageProps) {
  const { say, language } = usePage()
  const title = say(texts.warn, { service: service.name[language] })
  return (
    <Page title={title} gate="hatch" who={<LogOut who={name} />}>
      <hgroup>
        <h1>{title}</h1>
        <p>{say(texts.warnLead)}</p>
      </hgroup>
      {service.description && <p>{service.description[language]}</p>}
      <Form action={action}>
        <Carried values={carried} />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.goOn)}
          </button>{' '}
          <a href="/cas/login">{say(texts.stay)}</a>
        </p>
      </Form>
      <p class="small">{say(texts.warnBecause)}</p>
    </Page>
  )
}
