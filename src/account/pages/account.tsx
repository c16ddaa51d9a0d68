import { RECOVERY_CODES } from '../../credentials/second-factor/index.ts'
import { type Language, languages } from '../../language/index.ts'
import { displayName } from '../../people/index.ts'
import { Choice, Confirmation, DeskLink, Form, LogOut, Page, usePage } from '../../web/index.ts'
import { SecondFactorSection } from '../second-factor/pages/section.tsx'
import type { Account } from '../tasks.ts'
import { texts } from '../texts.ts'
import { ActivityList } from './activity-list.tsx'
import { ServicesSection } from './services.tsx'
import { SessionList } from './session-list.tsx'
import { Studies } from './studies.tsx'

/** What may just have been done here, as it stands in the address. */
export const doneThings = ['one', 'others', 'language', 'consent'] as const
export type DoneThing = (typeof doneThings)[number]

/** Everything the sign-in knows about the person who looks. */
export function AccountPage({ account, done }: { account: Account; done?: DoneThing | undefined }) {
  const { say } = usePage()
  const { person, studies, sessions, activity, services } = account
  const worksAtTheDesk = person.roles.length > 0
  const name = displayName(person)
  return (
    <Page title={done ? `${say(doneTexts[done])} ${say(texts.title)}` : say(texts.title)} who={<LogOut who={name} />}>
      {done && <Confirmation>{say(doneTexts[done])}</Confirmation>}
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say.rich(texts.signInWith, { address: <b>{person.assignedAddress}</b> })}</p>
      </hgroup>
      {worksAtTheDesk && (
        <p>
          <a href="/desk">{say(texts.toTheDesk)}</a>
        </p>
      )}
      <div class="split">
        <div>
          <Who name={name} staffStatus={person.staffStatus} />
          <Studies albumNumber={person.albumNumber} studies={studies} />
          <Addresses assigned={person.assignedAddress} others={person.otherAddresses} heldUntil={account.heldUntil} />
          <SessionList sessions={sessions} endsElsewhere={account.endsElsewhere} />
          <ServicesSection services={services} />
        </div>
        <div>
          <Password setAt={account.passwordSetAt} />
          <SecondFactorSection factor={account.factor} all={RECOVERY_CODES} />
          <ActivityList activity={activity} />
          <LetterLanguage language={person.language} />
          <OwnData />
        </div>
      </div>
    </Page>
  )
}

const doneTexts = {
  one: texts.endedOne,
  others: texts.endedOthers,
  language: texts.languageKept,
  consent: texts.withdrawn,
}

function Who({ name, staffStatus }: { name: string; staffStatus: 0 | 1 | 2 }) {
  const { say } = usePage()
  return (
    <section aria-labelledby="person">
      <h2 id="person">{say(texts.person)}</h2>
      <dl class="facts">
        <dt>{say(texts.name)}</dt>
        <dd>{name}</dd>
        {staffStatus > 0 && (
          <>
            <dt>{say(texts.staff)}</dt>
            <dd>{say(staffStatus === 2 ? texts.staffAcademic : texts.staffOther)}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

interface AddressesProps {
  assigned: string | undefined
  others: readonly string[]
  heldUntil: Date | undefined
}

function Addresses({ assigned, others, heldUntil }: AddressesProps) {
  const { say, time } = usePage()
  return (
    <section aria-labelledby="addresses">
      <h2 id="addresses">{say(texts.addresses)}</h2>
      <ul class="rows">
        {assigned !== undefined && (
          <li>
            <div>
              <p>
                <b>{assigned}</b>
              </p>
              <p class="small">{say(texts.assignedNote)}</p>
              {heldUntil && <p class="small">{say(texts.held, { moment: time.moment(heldUntil) })}</p>}
            </div>{' '}
            <span class="tag">{say(texts.assigned)}</span>
          </li>
        )}
        {others.map((address) => (
          <li key={address}>
            <div>
              <p>{address}</p>
              <p class="small">{say(texts.known)}</p>
            </div>
          </li>
        ))}
      </ul>
      <p class="small">{say.rich(texts.wrongAddress, { desk: <DeskLink desk="usos" /> })}</p>
    </section>
  )
}

function Password({ setAt }: { setAt: Date | undefined }) {
  const { say, time } = usePage()
  return (
    <section aria-labelledby="password">
      <h2 id="password">{say(texts.password)}</h2>
      {setAt && (
        <p>{say.rich(texts.passwordSet, { day: <time dateTime={setAt.toISOString()}>{time.day(setAt)}</time> })}</p>
      )}
      <p class="actions">
        <a class="button" href="/password-change">
          {say(texts.changePassword)}
        </a>{' '}
        <a href="/portal/log-in">{say(texts.toPortal)}</a>
      </p>
    </section>
  )
}

function OwnData() {
  const { say } = usePage()
  return (
    <section aria-labelledby="own-data">
      <h2 id="own-data">{say(texts.dataTitle)}</h2>
      <p>{say.rich(texts.dataStored, { link: <a href="/privacy">{say(texts.dataPrivacy)}</a> })}</p>
      <p>
        <a href="/account/data">{say(texts.dataButton)}</a>
      </p>
    </section>
  )
}

function LetterLanguage({ language }: { language: Language }) {
  const { say } = usePage()
  return (
    <section aria-labelledby="letters-title">
      <h2 id="letters-title">{say(texts.letters)}</h2>
      <Form action="/account/language">
        <Choice
          id="letters"
          name="letters"
          legend={say(texts.lettersIn)}
          value={language}
          required
          options={languages.map((each) => ({ value: each, label: <span lang={each}>{languageNames[each]}</span> }))}
        />
        <p class="actions">
          <button class="button quiet" type="submit">
            {say(texts.keepLanguage)}
          </button>
        </p>
      </Form>
    </section>
  )
}

/** Each in itself: whoever cannot read this page finds it. */
const languageNames: Record<Language, string> = { pl: 'Polski', en: 'English' }
