import { displayName } from '../../people/index.ts'
import { DeskLink, LogOut, Page, usePage } from '../../web/index.ts'
import type { Account } from '../tasks.ts'
import { texts } from '../texts.ts'
import { ActivityList } from './activity-list.tsx'
import { SessionList } from './session-list.tsx'
import { Studies } from './studies.tsx'

/** Everything the sign-in knows about the person who looks. `ended` is what has just been done. */
export function AccountPage({ account, ended }: { account: Account; ended?: 'one' | 'others' | undefined }) {
  const { say } = usePage()
  const { person, studies, sessions, activity } = account
  const name = displayName(person)
  return (
    <Page title={say(texts.title)} who={<LogOut who={name} />}>
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say.rich(texts.signInWith, { address: <b>{person.assignedAddress}</b> })}</p>
        {ended && <p role="status">{say(ended === 'one' ? texts.endedOne : texts.endedOthers)}</p>}
      </hgroup>
      <div class="split">
        <div>
          <Who name={name} staffStatus={person.staffStatus} />
          <Studies albumNumber={person.albumNumber} studies={studies} />
          <Addresses assigned={person.assignedAddress} others={person.otherAddresses} />
          <SessionList sessions={sessions} />
        </div>
        <div>
          <Password setAt={account.passwordSetAt} />
          <ActivityList activity={activity} />
        </div>
      </div>
    </Page>
  )
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

function Addresses({ assigned, others }: { assigned: string | undefined; others: readonly string[] }) {
  const { say } = usePage()
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
