import { usePage } from '../../../web/index.ts'
import type { ImportReport } from '../importer.ts'
import { texts } from '../texts.ts'
import { useNumbers } from './numbers.ts'

/** How far an import is. The script looks again by itself; without it there is the link. */
export function Progress({ report }: { report: ImportReport }) {
  const { say } = usePage()
  const numbers = useNumbers()
  const { rowsExpected, rowsRead, peopleCompared } = report.progress
  const reading = report.phase === 'reading'
  const applying = report.phase === 'applying'
  const done = reading ? rowsRead : peopleCompared
  const all = reading ? rowsExpected : rowsRead
  // A full bar is not the end, and an empty one of unknown length says nothing.
  const known = !applying && all > 0 && done <= all
  return (
    <section data-look-again aria-labelledby="progress">
      <h2 id="progress">{say(texts.progress)}</h2>
      <progress aria-labelledby="progress" {...(known ? { max: all, value: done } : {})} />
      {!applying && (
        <p>
          {say(reading ? texts.rowsRead : texts.peopleCompared, {
            rows: numbers.format(done),
            people: numbers.format(done),
          })}
        </p>
      )}
      <p class="actions">
        <a class="button quiet" href={`/desk/import/${report.run}`}>
          {say(texts.lookAgain)}
        </a>
      </p>
      <p class="small">{say(texts.mayLeave)}</p>
    </section>
  )
}
