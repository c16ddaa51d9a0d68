import { usePage } from '../../../web/index.ts'
import { type QueueView, queueAddress } from '../queue-view.ts'
import type { Queue } from '../tasks.ts'
import { texts } from '../texts.ts'

/** Whose cases, and of which desk where somebody sees those of both. Links, so that a view can be kept. */
export function Filter({ queue: { view, kinds } }: { queue: Queue }) {
  const { say } = usePage()
  const first = (change: Partial<QueueView>) => ({ ...view, ...change, page: 1 })
  return (
    <nav aria-label={say(texts.filter)} class="fork">
      <ul class="links">
        <View view={first({ whose: 'all' })} isHere={view.whose === 'all'} words={say(texts.everybodys)} />
        <View view={first({ whose: 'mine' })} isHere={view.whose === 'mine'} words={say(texts.mine)} />
      </ul>
      {kinds.length > 1 && (
        <ul class="links">
          {(['all', 'student', 'teacher'] as const).map((desk) => (
            <View key={desk} view={first({ desk })} isHere={view.desk === desk} words={say(deskTexts[desk])} />
          ))}
        </ul>
      )}
    </nav>
  )
}

const deskTexts = { all: texts.allDesks, student: texts.studentCases, teacher: texts.teacherCases } as const

function View({ view, isHere, words }: { view: QueueView; isHere: boolean; words: string }) {
  return (
    <li>
      <a href={queueAddress(view)} aria-current={isHere ? 'page' : undefined}>
        {words}
      </a>
    </li>
  )
}
