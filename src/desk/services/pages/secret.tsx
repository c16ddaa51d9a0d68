import { usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { texts } from '../texts.ts'

interface SecretPageProps {
  staff: Pick<Staff, 'person'>
  service: { readonly id: string; readonly name: { readonly pl: string; readonly en: string } }
  secret: string
  /** What was saved together with it. */
  done?: 'registered' | 'changed' | undefined
}

/** The secret of a client, this once: the registry keeps a digest alone (req 86). */
export function SecretPage({ staff, service, secret, done }: SecretPageProps) {
  const { say, language } = usePage()
  const title = say(texts.shownOnceTitle, { name: service.name[language] })
  return (
    <DeskPage title={title} staff={staff} here="services">
      <hgroup>
        <h1>{title}</h1>
        {done && <p role="status">{say(texts[done])}</p>}
        <p>{say(texts.shownOnceLead)}</p>
      </hgroup>
      <dl class="facts">
        <dt>{say(texts.clientId)}</dt>
        <dd>
          <code>{service.id}</code>
        </dd>
        <dt>{say(texts.secretLabel)}</dt>
        <dd>
          <code>{secret}</code>
        </dd>
      </dl>
      <p class="actions">
        <a class="button" href={`/desk/services/${service.id}`}>
          {say(texts.toService)}
        </a>
      </p>
    </DeskPage>
  )
}
