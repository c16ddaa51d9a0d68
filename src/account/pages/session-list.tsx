import { usePage } from '../../web/index.ts'
import type { Account, OwnSession } from '../tasks.ts'
import { texts } from '../texts.ts'

/** Where the person is signed in: the browser, its network address and the hour (req 61). */
export function SessionList({ sessions, endsElsewhere }: Pick<Account, 'sessions' | 'endsElsewhere'>) {
  const { say } = usePage()
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{say(texts.sessions)}</h2>
      <ul class="rows">
        {sessions.map((session) => (
          <SessionRow key={session.handle} session={session} />
        ))}
      </ul>
      {endsElsewhere && (
        <p class="actions">
          <a class="button quiet" href="/account/sessions/others/end">
            {say(texts.endOthers)}
          </a>
        </p>
      )}
    </section>
  )
}

function SessionRow({ session }: { session: OwnSession }) {
  const { say, time } = usePage()
  const { handle, source, since, lastUsed, isThisOne } = session
  const browser = session.browser || say(texts.unknownBrowser)
  const moment = time.moment(isThisOne ? since : lastUsed)
  return (
    <li>
      <div>
        <p>
          <b>{browser}</b>
        </p>
        <p class="small">{say(isThisOne ? texts.sessionSince : texts.sessionUsed, { source, moment })}</p>
      </div>{' '}
      {isThisOne ? (
        <span class="tag">{say(texts.thisDevice)}</span>
      ) : (
        <a href={`/account/sessions/${handle}/end`}>
          {say(texts.end)}
          <span class="hidden"> {say(texts.endWhich, { browser, moment })}</span>
        </a>
      )}
    </li>
  )
}
