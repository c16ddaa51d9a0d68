import { LogOut, Page, usePage } from '../../web/index.ts'
import type { Activity } from '../activity.ts'
import { texts } from '../texts.ts'
import { Timeline, Unfamiliar } from './activity-list.tsx'

/** Everything that has happened to the account, as far back as it is of use. */
export function ActivityPage({ name, activity }: { name: string; activity: readonly Activity[] }) {
  const { say } = usePage()
  return (
    <Page title={say(texts.allActivity)} who={<LogOut who={name} />}>
      <h1>{say(texts.allActivity)}</h1>
      {activity.length === 0 ? <p>{say(texts.noActivity)}</p> : <Timeline activity={activity} />}
      <Unfamiliar />
      <p class="actions">
        <a href="/account">{say(texts.back)}</a>
      </p>
    </Page>
  )
}
