import { Form, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'
import type { VisitedService } from '../visited-services.ts'

/** Which services know what, and the way to take back what was agreed. */
export function ServicesSection({ services }: { services: readonly VisitedService[] }) {
  const { say } = usePage()
  if (services.length === 0) return null
  return (
    <section aria-labelledby="services">
      <h2 id="services">{say(texts.services)}</h2>
      <p class="small">{say(texts.servicesLead)}</p>
      <ul class="rows">
        {services.map((service) => (
          <ServiceRow key={service.id} service={service} />
        ))}
      </ul>
      <p class="small">
        {say.rich(texts.notKnownThere, {
          help: <a href="/help/not-known-to-a-service">{say(texts.notKnownHelp)}</a>,
        })}
      </p>
    </section>
  )
}

function ServiceRow({ service }: { service: VisitedService }) {
  const { say, language, time } = usePage()
  const { id, owner, lastVisit, learns, agreedAt } = service
  const name = service.name[language]
  return (
    <li>
      <div>
        <p>
          <b>{name}</b>
        </p>
        {learns.length === 0 ? (
          <p class="small">{say(texts.serviceGone)}</p>
        ) : (
          <p class="small">{say(texts.serviceLearns, { things: learns.map((words) => say(words)).join(', ') })}</p>
        )}
        {owner && (
          <p class="small">
            {say.rich(texts.serviceOwner, { owner: <a href={`mailto:${owner.mail}`}>{owner.name}</a> })}
          </p>
        )}
        {lastVisit && <p class="small">{say(texts.lastVisit, { moment: time.moment(lastVisit) })}</p>}
        {agreedAt && <p class="small">{say(texts.agreed, { moment: time.moment(agreedAt) })}</p>}
      </div>{' '}
      {agreedAt && (
        <Form action={`/account/services/${encodeURIComponent(id)}/consent/withdraw`}>
          <button class="button quiet" type="submit">
            {say(texts.withdraw)}
            <span class="hidden"> {say(texts.withdrawFor, { service: name })}</span>
          </button>
        </Form>
      )}
    </li>
  )
}
