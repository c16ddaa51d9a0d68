import type { Service } from '../../../services/index.ts'
import { Page, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

interface RefusedPageProps {
  /** The code of the standard, for the people who run the service. */
  error: string
  /** What is wrong, in the words of the library. */
  description?: string | undefined
  service: Pick<Service, 'name' | 'owner'> | undefined
  /** The person only has to begin again. */
  expired?: boolean
}

/** A request that may not be answered at the service's own address (OIDC Core 3.1.2.6; req 80): what and why, and no link to it. */
export function RefusedPage({ error, description, service, expired = false }: RefusedPageProps) {
  const { say, language, reference } = usePage()
  const title = say(expired ? texts.expired : texts.refused)
  return (
    <Page title={title} gate="closed" error>
      <hgroup>
        <h1>{title}</h1>
        <p>{say(expired ? texts.expiredLead : texts.refusedLead)}</p>
      </hgroup>
      <dl class="facts">
        {service && (
          <>
            <dt>{say(texts.service)}</dt>
            <dd>{service.name[language]}</dd>
          </>
        )}
        {!expired && (
          <>
            <dt>{say(texts.fault)}</dt>
            <dd>
              <code>{error}</code>
            </dd>
            {description && <dd lang="en">{description}</dd>}
          </>
        )}
        <dt>{say(texts.reference)}</dt>
        <dd>
          <code>{reference}</code>
        </dd>
        {!expired && service?.owner && (
          <>
            <dt>{say(texts.questions)}</dt>
            <dd>
              {service.owner.name}, <a href={`mailto:${service.owner.mail}`}>{service.owner.mail}</a>
            </dd>
          </>
        )}
      </dl>
      {!expired && <p>{say(texts.tellOwner)}</p>}
      <p class="actions">
        <a class="button" href="/">
          {say(texts.toPortal)}
        </a>
      </p>
    </Page>
  )
}
