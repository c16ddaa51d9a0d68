import type { ToldPurpose } from '../../personal-data/index.ts'
import { DeskLink, Page, usePage } from '../../web/index.ts'
import type { KeptInBrowser } from '../in-browser.ts'
import { texts } from '../texts.ts'

/** What is stored of whom, how long, and what people may ask for: in plain words, from the rules the hourly job works by. */
export function PrivacyPage({
  purposes,
  inBrowser,
}: {
  purposes: readonly ToldPurpose[]
  inBrowser: readonly KeptInBrowser[]
}) {
  const { say } = usePage()
  return (
    <Page title={say(texts.title)}>
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(texts.lead)}</p>
      </hgroup>
      <div class="split">
        <section aria-labelledby="stored">
          <h2 id="stored">{say(texts.stored)}</h2>
          {purposes.map((purpose) => (
            <PurposeSection key={purpose.name} purpose={purpose} />
          ))}
          <p>{say(texts.never)}</p>
        </section>
        <div>
          <Who />
          <WhoLearns />
          <Rights />
          <InBrowser kept={inBrowser} />
        </div>
      </div>
    </Page>
  )
}

function PurposeSection({ purpose: { name, title, ground, tables } }: { purpose: ToldPurpose }) {
  const { say } = usePage()
  return (
    <section aria-labelledby={`for-${name}`}>
      <h3 id={`for-${name}`}>{say(title)}</h3>
      <p class="small">{say(texts.ground, { ground: say(ground) })}</p>
      <ul class="rows">
        {tables.map(({ table, what, kept, days }) => (
          <li key={table}>
            <div>
              <p>{say(what)}</p>
              <p class="small">{say(texts.kept, { kept: say(kept, { days: days ?? '' }) })}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Who() {
  const { say, language, institution } = usePage()
  const { controller, address, officer } = institution.dataProtection
  const ownPage = institution.links.personalData
  return (
    <section aria-labelledby="who">
      <h2 id="who">{say(texts.who)}</h2>
      <p>{say(texts.controller, { name: controller[language] })}</p>
      {address && <p>{address[language]}</p>}
      {officer ? (
        <p>
          {say(texts.officer)} {officer.name && <>{officer.name[language]}, </>}
          <a href={`mailto:${officer.mail}`}>{officer.mail}</a>
          {officer.phone !== undefined && (
            <>
              , <a href={`tel:${officer.phone.replace(/[^+\d]/g, '')}`}>{officer.phone}</a>
            </>
          )}
        </p>
      ) : (
        <p>{say.rich(texts.noOfficer, { desk: <DeskLink desk="usos" /> })}</p>
      )}
      {ownPage && <p>{say.rich(texts.ownPage, { link: <a href={ownPage[language]}>{say(texts.ownPageName)}</a> })}</p>}
    </section>
  )
}

function WhoLearns() {
  const { say } = usePage()
  return (
    <section aria-labelledby="learns">
      <h2 id="learns">{say(texts.whoLearns)}</h2>
      <p>{say.rich(texts.services, { link: <a href="/account">{say(texts.account)}</a> })}</p>
      <p>{say(texts.desk)}</p>
    </section>
  )
}

function Rights() {
  const { say } = usePage()
  const account = <a href="/account">{say(texts.account)}</a>
  return (
    <section aria-labelledby="rights">
      <h2 id="rights">{say(texts.rights)}</h2>
      <ul>
        <li>{say.rich(texts.access, { link: <a href="/account/data">{say(texts.accessLink)}</a> })}</li>
        <li>{say.rich(texts.rectify, { desk: <DeskLink desk="usos" /> })}</li>
        <li>{say(texts.erase)}</li>
        <li>{say.rich(texts.consent, { link: account })}</li>
        <li>{say.rich(texts.complain, { link: <a href="https://uodo.gov.pl/">uodo.gov.pl</a> })}</li>
      </ul>
    </section>
  )
}

function InBrowser({ kept }: { kept: readonly KeptInBrowser[] }) {
  const { say, time } = usePage()
  return (
    <section aria-labelledby="in-browser">
      <h2 id="in-browser">{say(texts.inBrowser)}</h2>
      <p>{say(texts.onlyNeeded)}</p>
      <ul class="rows">
        {kept.map(({ names, what, kept: howLong, days }) => (
          <li key={what.key}>
            <div>
              <p>{say(what)}</p>
              <p class="small">
                {say(texts.keptAs, {
                  kept: say(howLong, { days: days === undefined ? '' : time.lengthAfter(days * 86_400_000) }),
                  names: names.map(shown).join(', '),
                })}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function shown(name: string) {
  return name.endsWith('-') ? `${name}…` : name
}
