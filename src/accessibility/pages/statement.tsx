import type { ComponentChildren } from 'preact'
import type { Both } from '../../config/index.ts'
import { Page, usePage } from '../../web/index.ts'
import { missingIn } from '../statement.ts'
import { missingTexts, texts } from '../texts.ts'

/** The order and the element ids are those of the technical conditions for accessibility statements, version 2.0 (req 119). */
export function StatementPage() {
  const { say } = usePage()
  return (
    <Page title={say(texts.title)} gate="hatch">
      <h1 id="a11y-deklaracja">{say(texts.title)}</h1>
      <Introduction />
      <Status />
      <Preparation />
      <section aria-labelledby="shortcuts">
        <h2 id="shortcuts">{say(texts.shortcuts)}</h2>
        <p>{say(texts.noShortcuts)}</p>
      </section>
      <Contact />
      <Procedure />
      <Other />
    </Page>
  )
}

function Introduction() {
  const { say, language, institution, origin } = usePage()
  const { published, updated, ...facts } = institution.accessibility
  const missing = missingIn({ published, updated, ...facts })
  return (
    <>
      <p id="a11y-wstep">
        {say.rich(texts.commits, {
          body: <span id="a11y-podmiot">{institution.fullName[language]}</span>,
          scope: <span id="a11y-zakres">{say(texts.scope)}</span>,
          site: (
            <a id="a11y-url" href={origin}>
              {origin}
            </a>
          ),
        })}
      </p>
      {missing.length > 0 && (
        <p class="lead">{say(texts.missing, { what: missing.map((name) => say(missingTexts[name])).join(', ') })}</p>
      )}
      <ul>
        <li>
          {say(texts.published)} <Day id="a11y-data-publikacja" day={published} />
        </li>
        <li>
          {say(texts.updated)} <Day id="a11y-data-aktualizacja" day={updated} />
        </li>
      </ul>
    </>
  )
}

/** A day as people read it, and as programs do. */
function Day({ id, day }: { id: string; day: string | undefined }) {
  const { say, time } = usePage()
  if (day === undefined) return <span id={id}>{say(texts.notFilledIn)}</span>
  return (
    <time id={id} dateTime={day}>
      {time.day(new Date(`${day}T12:00:00Z`))}
    </time>
  )
}

function Status() {
  const { say, language, institution } = usePage()
  const { status, notAccessible, outsideTheAct, undueBurden } = institution.accessibility
  return (
    <section aria-labelledby="status">
      <h2 id="status">{say(texts.status)}</h2>
      <p id="a11y-status">{say(status === undefined ? texts.notAssessed : texts[status])}</p>
      <h3>{say(texts.notAccessible)}</h3>
      {notAccessible.length === 0 ? <p>{say(texts.noneKnown)}</p> : <Items of={notAccessible} />}
      {outsideTheAct.length > 0 && (
        <>
          <h3>{say(texts.outside)}</h3>
          <Items of={outsideTheAct} />
        </>
      )}
      {undueBurden && (
        <p>
          {say.rich(texts.burden, {
            link: (
              <a id="a11y-ocena" href={undueBurden[language]}>
                {say(texts.burdenLink)}
              </a>
            ),
          })}
        </p>
      )}
    </section>
  )
}

function Items({ of: items }: { of: readonly Both[] }) {
  const { language } = usePage()
  return (
    <ul>
      {items.map((item) => (
        <li key={item.en}>{item[language]}</li>
      ))}
    </ul>
  )
}

function Preparation() {
  const { say, language, institution } = usePage()
  const { prepared, reviewed, auditor, report } = institution.accessibility
  return (
    <section aria-labelledby="preparation">
      <h2 id="preparation">{say(texts.preparation)}</h2>
      <ul>
        <li>
          {say(texts.prepared)} <Day id="a11y-data-sporzadzenie" day={prepared} />
        </li>
        {reviewed !== undefined && (
          <li>
            {say(texts.reviewed)} <Day id="a11y-data-przeglad" day={reviewed} />
          </li>
        )}
      </ul>
      <p>
        {auditor
          ? say.rich(texts.byOther, { auditor: <span id="a11y-audytor">{auditor[language]}</span> })
          : say(texts.bySelf)}
      </p>
      {report && (
        <p>
          <a href={report[language]}>{say(texts.report)}</a>
        </p>
      )}
      <p>{say(texts.tested)}</p>
    </section>
  )
}

/** Without a contact of its own for this, the USOS desk answers: it does for everything else here. */
function Contact() {
  const { say, language, institution } = usePage()
  const { contact, postalAddress } = institution.accessibility
  const { usos } = institution.desks
  const mail = contact.mail ?? usos.mail
  const phone = contact.phone ?? usos.phone
  return (
    <section aria-labelledby="a11y-kontakt">
      <h2 id="a11y-kontakt">{say(texts.contact)}</h2>
      <p>{say(texts.contactLead)}</p>
      <dl class="facts">
        <Fact name={say(texts.person)}>
          <span id="a11y-osoba">{(contact.name ?? usos.name)[language]}</span>
        </Fact>
        <Fact name={say(texts.mail)}>
          <a id="a11y-email" href={`mailto:${mail}`}>
            {mail}
          </a>
        </Fact>
        <Fact name={say(texts.phone)}>
          {phone === undefined ? (
            <span id="a11y-telefon">{say(texts.notFilledIn)}</span>
          ) : (
            <a id="a11y-telefon" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
              {phone}
            </a>
          )}
        </Fact>
        {postalAddress && <Fact name={say(texts.postal)}>{postalAddress[language]}</Fact>}
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** Art. 18 of the Act: what may be asked for, in which time it is answered, and where to complain. */
function Procedure() {
  const { say } = usePage()
  const ombudsman = (
    <a id="a11y-rzecznik" href="https://www.rpo.gov.pl/">
      {say(texts.ombudsman)}
    </a>
  )
  return (
    <section aria-labelledby="procedure" id="a11y-procedura">
      <h2 id="procedure">{say(texts.procedure)}</h2>
      <p>{say(texts.everybody)}</p>
      <ul>
        <li>{say(texts.right1)}</li>
        <li>{say(texts.right2)}</li>
        <li>{say(texts.right3)}</li>
      </ul>
      <p>{say(texts.mustHold)}</p>
      <ul>
        <li>{say(texts.hold1)}</li>
        <li>{say(texts.hold2)}</li>
        <li>{say(texts.hold3)}</li>
      </ul>
      <p>{say(texts.days)}</p>
      <p>{say(texts.alternative)}</p>
      <p>{say.rich(texts.complaint, { ombudsman })}</p>
    </section>
  )
}

function Other() {
  const { say, language, institution } = usePage()
  const { apps, building, buildingPage, communication } = institution.accessibility
  return (
    <section aria-labelledby="other">
      <h2 id="other">{say(texts.other)}</h2>
      <h3>{say(texts.apps)}</h3>
      <p id="a11y-aplikacje">{apps ? apps[language] : say(texts.noApps)}</p>
      <h3>{say(texts.building)}</h3>
      <div id="a11y-architektura">
        {building && <p>{building[language]}</p>}
        {buildingPage && (
          <p>
            <a id="a11y-architektura-url" href={buildingPage[language]}>
              {say(texts.buildingPage)}
            </a>
          </p>
        )}
        {!building && !buildingPage && <p>{say(texts.notFilledIn)}</p>}
      </div>
      <h3>{say(texts.communication)}</h3>
      <p id="a11y-komunikacja">{communication ? communication[language] : say(texts.notFilledIn)}</p>
    </section>
  )
}
