import { LogOut, Page, usePage } from '../../web/index.ts'
import type { PortalPerson } from '../portal-person.ts'
import { texts } from '../texts.ts'
import { News } from './news.tsx'

/** A service of the registry that a person may go to. */
export interface ServiceLink {
  readonly name: { readonly pl: string; readonly en: string }
  readonly address: string
}

/** The front page of the person who is signed in. */
export function SignedInPage({ person, services }: { person: PortalPerson; services: readonly ServiceLink[] }) {
  const { say, language } = usePage()
  return (
    <Page
      title={say(texts.mineTitle)}
      gate="open"
      masthead="portal"
      who={<LogOut who={<a href="/account">{person.name}</a>} action="/portal/log-out" />}
    >
      <hgroup>
        <h1>{say(texts.greeting, { name: person.firstName })}</h1>
        {person.albumNumber !== undefined && <p>{say(texts.albumNumber, { number: person.albumNumber })}</p>}
        <p>{say(texts.signedInWith, { id: person.userName })}</p>
      </hgroup>
      <section aria-labelledby="yours">
        <h2 id="yours">{say(texts.yourAccount)}</h2>
        <ul class="rows">
          <li>
            <div>
              <p>
                <a href="/account">{say(texts.myAccount)}</a>
              </p>
              <p class="small">{say(texts.myAccountLead)}</p>
            </div>
          </li>
          <li>
            <div>
              <p>
                <a href="/password-change">{say(texts.changePassword)}</a>
              </p>
              <p class="small">{say(texts.changePasswordLead)}</p>
            </div>
          </li>
        </ul>
      </section>
      {services.length > 0 && (
        <section aria-labelledby="services">
          <h2 id="services">{say(texts.services)}</h2>
          <ul class="rows">
            {services.map(({ name, address }) => (
              <li key={address}>
                <a href={address}>{name[language]}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <News />
    </Page>
  )
}
