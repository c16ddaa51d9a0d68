import { DeskLink, usePage } from '../../web/index.ts'
import type { Activity } from '../activity.ts'
import { texts } from '../texts.ts'

/** What has happened to the account lately, newest first, one sentence each. */
export function ActivityList({ activity }: { activity: readonly Activity[] }) {
  const { say, time } = usePage()
  if (activity.length === 0) return null
  const change = <a href="/password-change">{say(texts.changeYours)}</a>
  return (
    <section aria-labelledby="recent">
      <h2 id="recent">{say(texts.activity)}</h2>
      <ol class="timeline">
        {activity.map((line) => (
          <li key={`${line.at.toISOString()} ${line.what}`}>
            <time dateTime={line.at.toISOString()}>{time.moment(line.at)}</time> <Sentence {...line} />
          </li>
        ))}
      </ol>
      <p class="small">{say.rich(texts.unfamiliar, { change, desk: <DeskLink desk="usos" /> })}</p>
    </section>
  )
}

function Sentence({ what, times, service }: Activity) {
  const { say, language } = usePage()
  const plain = service ? say(texts.signedInTo, { service: service[language] }) : say(sentences[what])
  return <>{times > 1 ? say(texts.times, { what: plain, times }) : plain}</>
}

const sentences = {
  'signed-in': texts.signedIn,
  'sign-in-refused': texts.signInRefused,
  'signed-out': texts.signedOut,
  'session-ended': texts.sessionEnded,
  'session-end-refused': texts.sessionEndRefused,
  'link-requested': texts.linkRequested,
  'password-set': texts.passwordSetByLink,
  'password-changed': texts.passwordChanged,
  'password-change-refused': texts.passwordChangeRefused,
} as const satisfies Record<Activity['what'], unknown>
