import type { ComponentChildren } from 'preact'
import { type Client, learnedWords, type Service } from '../../../services/index.ts'
import { usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { mayAct } from '../../permissions.ts'
import type { ServiceAct, ServiceView } from '../tasks.ts'
import { texts } from '../texts.ts'

/** What may just have been done, as it stands in the address. */
export const doneThings = ['registered', 'changed', 'withdrawn', 'restored'] as const
export type DoneThing = (typeof doneThings)[number]

interface ServicePageProps {
  staff: Pick<Staff, 'person'>
  view: ServiceView
  /** What can be done with it as it is. */
  acts: readonly ServiceAct[]
  done?: DoneThing | undefined
}

/** One service: everything it is, and what of a person it learns. */
export function ServicePage({ staff, view, acts, done }: ServicePageProps) {
  const { say, language } = usePage()
  const { service, withdrawn } = view
  const name = service.name[language]
  const manages = mayAct(staff.person.roles, 'manage-services')
  return (
    <DeskPage title={name} staff={staff} here="services">
      <hgroup>
        <h1>{name}</h1>
        {service.description && <p>{service.description[language]}</p>}
        {done && <p role="status">{say(texts[done])}</p>}
      </hgroup>
      {withdrawn && <p>{say(texts.isWithdrawn)}</p>}
      <Standing {...view} />
      <div class="split">
        <div>
          <WhatItIs service={service} />
          {service.urls.length > 0 && <OverCas service={service} />}
          {service.client && <OverOpenId id={service.id} client={service.client} />}
        </div>
        <div>
          <Learns service={service} />
          <Visits {...view} />
        </div>
      </div>
      <p class="actions">
        {manages && service.registeredIn === 'desk' && <Links id={service.id} acts={acts} />}
        <a href="/desk/services">{say(texts.back)}</a>
      </p>
    </DeskPage>
  )
}

function Links({ id, acts }: { id: string; acts: readonly ServiceAct[] }) {
  const { say } = usePage()
  return (
    <>
      <a class="button" href={`/desk/services/${id}/change`}>
        {say(texts.change)}
      </a>{' '}
      {acts.map((act) => (
        <>
          <a class="button quiet" href={`/desk/services/${id}/${act}`}>
            {say(links[act])}
          </a>{' '}
        </>
      ))}
    </>
  )
}

const links = {
  secret: texts.secretLink,
  withdraw: texts.withdrawLink,
  restore: texts.restoreLink,
} as const satisfies Record<ServiceAct, unknown>

/** Where it stands, for whoever would like to change it. */
function Standing({ service, entry }: ServiceView) {
  const { say, time } = usePage()
  switch (service.registeredIn) {
    case 'program':
      return <p>{say(texts.standsInProgram)}</p>
    case 'file':
      return (
        <>
          <p>{say(texts.standsInFile)}</p>
          {entry && <p>{say(texts.covered)}</p>}
        </>
      )
    case 'desk':
      return entry ? (
        <p class="small">
          {say(texts.lastChange, {
            moment: time.moment(entry.changedAt),
            who: entry.changedBy || say(texts.somebodyGone),
          })}
        </p>
      ) : null
  }
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Addresses({ of: addresses }: { of: readonly string[] }) {
  return (
    <>
      {addresses.map((address, index) => (
        <>
          {index > 0 && <br />}
          <code>{address}</code>
        </>
      ))}
    </>
  )
}

function WhatItIs({ service }: { service: Service }) {
  const { say } = usePage()
  const { id, name, owner, home } = service
  return (
    <section aria-labelledby="what">
      <h2 id="what">{say(texts.whatItIs)}</h2>
      <dl class="facts">
        <Fact name={say(texts.id)}>
          <code>{id}</code>
        </Fact>
        <Fact name={say(texts.names)}>
          <span lang="pl">{name.pl}</span> / <span lang="en">{name.en}</span>
        </Fact>
        {owner && (
          <Fact name={say(texts.owner)}>
            {owner.name}, <a href={`mailto:${owner.mail}`}>{owner.mail}</a>
          </Fact>
        )}
        {home !== undefined && (
          <Fact name={say(texts.home)}>
            <code>{home}</code>
          </Fact>
        )}
        <Fact name={say(texts.assurance)}>
          {say(service.assurance === 'password' ? texts.assurancePassword : texts.assuranceSecondFactor)}
        </Fact>
        <Fact name={say(texts.singleLogout)}>{say(service.singleLogout ? texts.logoutTold : texts.logoutNotTold)}</Fact>
      </dl>
    </section>
  )
}

function OverCas({ service }: { service: Service }) {
  const { say } = usePage()
  return (
    <section aria-labelledby="cas">
      <h2 id="cas">{say(texts.cas)}</h2>
      <dl class="facts">
        <Fact name={say(texts.urls)}>
          <Addresses of={service.urls} />
        </Fact>
        {service.logoutUrl !== undefined && (
          <Fact name={say(texts.logoutUrl)}>
            <code>{service.logoutUrl}</code>
          </Fact>
        )}
        {service.proxyCallbacks.length > 0 && (
          <Fact name={say(texts.proxyCallbacks)}>
            <Addresses of={service.proxyCallbacks} />
          </Fact>
        )}
      </dl>
    </section>
  )
}

function OverOpenId({ id, client }: { id: string; client: Client }) {
  const { say } = usePage()
  const { postLogoutRedirectUris, backChannelLogoutUri } = client
  return (
    <section aria-labelledby="oidc">
      <h2 id="oidc">{say(texts.oidc)}</h2>
      <dl class="facts">
        <Fact name={say(texts.clientId)}>
          <code>{id}</code>
        </Fact>
        <Fact name={say(texts.authentication)}>{say(texts[client.authentication])}</Fact>
        <Fact name={say(texts.redirectUris)}>
          <Addresses of={client.redirectUris} />
        </Fact>
        {postLogoutRedirectUris.length > 0 && (
          <Fact name={say(texts.postLogoutRedirectUris)}>
            <Addresses of={postLogoutRedirectUris} />
          </Fact>
        )}
        {backChannelLogoutUri !== undefined && (
          <Fact name={say(texts.backChannelLogoutUri)}>
            <code>{backChannelLogoutUri}</code>
          </Fact>
        )}
        <Fact name={say(texts.offlineAccess)}>{say(client.offlineAccess ? texts.yes : texts.no)}</Fact>
        <Fact name={say(texts.introspection)}>{say(client.introspection ? texts.yes : texts.no)}</Fact>
        <Fact name={say(texts.idTokenAlgorithm)}>{client.idTokenAlgorithm}</Fact>
      </dl>
    </section>
  )
}

function Learns({ service }: { service: Service }) {
  const { say } = usePage()
  const { attributes, consent } = service
  return (
    <section aria-labelledby="learns">
      <h2 id="learns">{say(texts.learns)}</h2>
      {attributes.length === 0 ? (
        <p>{say(texts.learnsNothing)}</p>
      ) : (
        <>
          <p>{say(texts.learnsLead)}</p>
          <ul>
            {learnedWords(attributes).map((words) => (
              <li key={words.key}>{say(words)}</li>
            ))}
          </ul>
          <p class="small">
            <code>{attributes.join(', ')}</code>
          </p>
        </>
      )}
      <p class="small">{say(texts.learnsNever)}</p>
      <dl class="facts">
        <Fact name={say(texts.consent)}>{say(consent ? texts.consentAsked : texts.consentNotAsked)}</Fact>
      </dl>
    </section>
  )
}

function Visits({ visits: { count, last, lookedAt } }: Pick<ServiceView, 'visits'>) {
  const { say, time } = usePage()
  return (
    <section aria-labelledby="visits">
      <h2 id="visits">{say(texts.visits)}</h2>
      <p>{last ? say(texts.visited, { count, moment: time.moment(last) }) : say(texts.notVisited)}</p>
      {lookedAt !== undefined && <p class="small">{say(texts.visitsNotWhole, { most: lookedAt })}</p>}
    </section>
  )
}
