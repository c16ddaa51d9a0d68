import { usePage } from '../../../web/index.ts'
import type { FoundOfAKind, ImportSummary } from '../importer.ts'
import { findingTexts, pullTexts, texts } from '../texts.ts'
import { useNumbers } from './numbers.ts'

/** Rows that stay out, rows to look at, and what the desk has decided: by row number, never by what stands there. */
export function FindingLists({ summary: { conflicts, warnings, notes, source } }: { summary: ImportSummary }) {
  const { say } = usePage()
  const numbers = useNumbers()
  const about = source === 'usos-api' ? pullTexts : texts
  const counted = (found: Found) => ({ count: numbers.format(found.reduce((sum, { count }) => sum + count, 0)) })
  return (
    <>
      {conflicts.length === 0 && <p>{say(texts.noConflicts)}</p>}
      <FindingList
        id="conflicts"
        title={say(texts.conflicts, counted(conflicts))}
        about={say(about.conflictsNote)}
        found={conflicts}
      />
      <FindingList
        id="warnings"
        title={say(texts.warnings, counted(warnings))}
        about={say(about.warningsNote)}
        found={warnings}
      />
      <FindingList id="notes" title={say(texts.notes, counted(notes))} found={notes} />
    </>
  )
}

type Found = readonly FoundOfAKind[]

function FindingList({ id, title, about, found }: { id: string; title: string; about?: string; found: Found }) {
  const { say } = usePage()
  const numbers = useNumbers()
  if (found.length === 0) return null
  const lines = found
    .flatMap(({ kind, findings }) => findings.map((finding) => ({ kind, ...finding })))
    .toSorted((one, other) => (one.rows[0] ?? 0) - (other.rows[0] ?? 0))
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {about !== undefined && <p>{about}</p>}
      <table aria-labelledby={id}>
        <thead>
          <tr>
            <th scope="col">{say(lines.some(({ people }) => people) ? pullTexts.person : texts.row)}</th>
            <th scope="col">{say(texts.whatIsWrong)}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ kind, rows, people, column, holder }) => (
            <tr>
              <td>
                {people
                  ? people.join(', ')
                  : rows.length === 0
                    ? say(texts.notInFile)
                    : rows.map((row) => numbers.format(row)).join(', ')}
              </td>
              <td>
                {say.rich(findingTexts[kind], { column: <code>{column ?? ''}</code> })}
                {holder !== undefined && <> {say(findingTexts.holder, { holder })}</>}
              </td>
            </tr>
          ))}
          {found
            .filter(({ count, findings }) => count > findings.length)
            .map(({ kind, count, findings }) => (
              <tr key={kind}>
                <td>…</td>
                <td>
                  {say(texts.more, {
                    sentence: say.rich(findingTexts[kind], { column: '…' }).join(''),
                    count: numbers.format(count - findings.length),
                  })}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  )
}
