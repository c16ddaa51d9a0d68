import { usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { CASES_ON_A_PAGE, queueAddress } from '../queue-view.ts'
import type { Done, Queue } from '../tasks.ts'
import { texts } from '../texts.ts'
import { CaseCard } from './case-card.tsx'
import { DoneSentence } from './done.tsx'
import { Filter } from './filter.tsx'
import { Day, FindPerson } from './queue-side.tsx'

interface QueuePageProps {
  staff: Staff
  queue: Queue
  done?: Done | undefined
}

/** The front page of the desk: who waits, oldest first, and what one press would do. */
export function QueuePage({ staff, queue, done }: QueuePageProps) {
  const { say, time } = usePage()
  const { cases, waiting, askedBack, view } = queue
  const forUs = cases.filter((queued) => queued.case.state === 'open')
  const forThem = cases.filter((queued) => queued.case.state !== 'open')
  const oldest = view.page === 1 ? forUs[0]?.case.openedAt : undefined
  return (
    <DeskPage title={say(texts.title)} staff={staff} here="cases">
      <div class="split">
        <hgroup>
          <h1>{useHeading(waiting)}</h1>
          <p>
            {oldest && `${say(texts.oldest, { moment: time.moment(oldest) })} `}
            {queue.answerWithin === 1 ? say(texts.promiseOne) : say(texts.promise, { days: queue.answerWithin })}
          </p>
          {done && <DoneSentence done={done} />}
        </hgroup>
        <FindPerson />
        <div>
          <Filter queue={queue} />
          {forUs.length > 0 && (
            <section aria-labelledby="queue">
              <h2 id="queue">{say(texts.queue)}</h2>
              <CaseList cases={forUs} />
            </section>
          )}
          {cases.length === 0 && <p class="lead">{say(waiting + askedBack === 0 ? texts.empty : texts.emptyPage)}</p>}
          {forThem.length > 0 && (
            <section aria-labelledby="asked-back">
              <h2 id="asked-back">{say(texts.askedBackHeading, { count: askedBack })}</h2>
              <CaseList cases={forThem} />
            </section>
          )}
          <Pages queue={queue} />
        </div>
        <Day figures={queue.figures} />
      </div>
    </DeskPage>
  )
}

function useHeading(waiting: number): string {
  const { say, language } = usePage()
  if (waiting === 0) return say(texts.nobodyWaiting)
  const form = new Intl.PluralRules(language).select(waiting)
  const text = { one: texts.waitingOne, few: texts.waitingFew }[form as string] ?? texts.waitingMany
  return say(text, { count: waiting })
}

function CaseList({ cases }: { cases: Queue['cases'] }) {
  return (
    <ol class="cases">
      {cases.map((queued) => (
        <li key={queued.case.id}>
          <CaseCard queued={queued} />
        </li>
      ))}
    </ol>
  )
}

function Pages({ queue: { view, waiting, askedBack } }: { queue: Queue }) {
  const { say } = usePage()
  const last = Math.max(1, Math.ceil((waiting + askedBack) / CASES_ON_A_PAGE))
  if (last === 1 && view.page === 1) return null
  return (
    <nav aria-label={say(texts.pages)}>
      <ul class="links">
        {view.page > 1 && (
          <li>
            <a href={queueAddress({ ...view, page: view.page - 1 })} rel="prev">
              {say(texts.earlier)}
            </a>
          </li>
        )}
        {view.page < last && (
          <li>
            <a href={queueAddress({ ...view, page: view.page + 1 })} rel="next">
              {say(texts.later)}
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}
