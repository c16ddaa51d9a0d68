import type { ComponentChildren } from 'preact'
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
      <Views id="whose" words={say(texts.whose)}>
        <View view={first({ whose: 'all' })} isHere={view.whose === 'all'} words={say(texts.everybodys)} />
        <View view={first({ whose: 'mine' })} isHere={view.whose === 'mine'} words={say(texts.mine)} />
      </Views>
      {kinds.length > 1 && (
        <Views id="from" words={say(texts.from)}>
          {(['all', 'student', 'teacher'] as const).map((desk) => (
            <View key={desk} view={first({ desk })} isHere={view.desk === desk} words={say(deskTexts[desk])} />
          ))}
        </Views>
      )}
    </nav>
  )
}

const deskTexts = { all: texts.allDesks, student: texts.studentCases, teacher: texts.teacherCases } as const

/** The word before the links says what they choose, and names their list. */
function Views({ id, words, children }: { id: string; words: string; children: ComponentChildren }) {
  return (
    <div class="links">
      <span id={id}>{words}</span>
      <ul class="links" aria-labelledby={id}>
        {children}
      </ul>
    </div>
  )
}

function View({ view, isHere, words }: { view: QueueView; isHere: boolean; words: string }) {
  return (
    <li>
      <a href={queueAddress(view)} aria-current={isHere ? 'page' : undefined}>
        {words}
      </a>
    </li>
  )
}
