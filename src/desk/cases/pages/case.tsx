import { ErrorSummary, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { texts as peopleTexts } from '../../people/texts.ts'
import type { CaseReading } from '../tasks.ts'
import { texts } from '../texts.ts'
import { type AnswerForm, Answers, useFaults } from './answers.tsx'
import { caseName } from './case-name.ts'
import { CaseSide } from './case-side.tsx'
import { Compared } from './compared.tsx'
import { Messages } from './messages.tsx'
import { PersonInRegistry } from './person-in-registry.tsx'

/** What has just happened to this case, where somebody stays on its page. */
export type CaseNews = 'taken' | 'owner-changed' | 'changed' | 'taken-since' | 'not-declined'

export interface CasePageProps {
  staff: Staff
  reading: CaseReading
  /** ADDRESS_HOLD, in milliseconds. */
  addressHold: number
  news?: CaseNews | undefined
  /** The form of the answers as it was sent: one was refused, or something else has happened. */
  tried?: AnswerForm | undefined
}

/** Everything about one case: what was asked beside the registry, what was said, and every answer the desk can give. */
export function CasePage({ staff, reading, addressHold, news, tried }: CasePageProps) {
  const { say, time, now } = usePage()
  const { case: it, comparison } = reading
  const name = caseName(it, comparison.person)
  const faults = useFaults(tried)
  return (
    <DeskPage
      title={`${say(texts.caseTitle, { number: it.id })}: ${name}`}
      staff={staff}
      here="cases"
      error={faults.length > 0}
    >
      {faults.length > 0 && (
        <ErrorSummary title={say(tried?.faults.find ? peopleTexts.notSearched : texts.notSent)} items={faults} />
      )}
      <hgroup>
        <p>
          <a href="/desk/cases">{say(texts.title)}</a> / {it.id}
        </p>
        <h1>{name}</h1>
        <p>
          {say(it.kind === 'student' ? texts.student : texts.teacher)} · {it.address}
          {it.state !== 'closed' &&
            ` · ${say(texts.waitingFor, { time: time.elapsedAfter(now.getTime() - it.openedAt.getTime()) })}`}
          {it.askedTimes > 1 && ` · ${say(texts.askedTimes, { count: it.askedTimes })}`}{' '}
          {reading.isLate && <span class="tag bad">{say(texts.late)}</span>}
          {it.state === 'asked-back' && <span class="tag wait">{say(texts.waitsForPerson)}</span>}
        </p>
        {news && <News news={news} reading={reading} />}
      </hgroup>
      <div class="split">
        <div>
          <Compared reading={reading} />
          <PersonInRegistry reading={reading} />
          <Messages reading={reading} />
          {it.state !== 'closed' && <Answers reading={reading} tried={tried} addressHold={addressHold} />}
        </div>
        <CaseSide staff={staff} reading={reading} tried={tried} />
      </div>
    </DeskPage>
  )
}

function News({ news, reading: { case: it, names } }: { news: CaseNews; reading: CaseReading }) {
  const { say } = usePage()
  const name = (it.owner && names.get(it.owner)) ?? say(texts.somebody)
  return <p role="status">{news === 'taken-since' ? say(texts.takenSince, { name }) : say(newsTexts[news])}</p>
}

const newsTexts = {
  taken: texts.takenNow,
  'owner-changed': texts.ownerChanged,
  changed: texts.changed,
  'not-declined': texts.notDeclined,
} as const satisfies Record<Exclude<CaseNews, 'taken-since'>, unknown>
