import { Fragment } from 'preact'
import { usePage } from '../../../web/index.ts'
import type { ChangedField, CountName, ExampleKind, ExamplePerson, ImportSummary } from '../importer.ts'
import { pullTexts, texts } from '../texts.ts'
import { useNumbers } from './numbers.ts'

/** How many come, change, leave and return; of movers also what changes. */
export function SummaryOfChanges({ summary, full }: { summary: ImportSummary; full: boolean }) {
  const { say } = usePage()
  const { counts, changes, examples } = summary
  const pulled = summary.source === 'usos-api'
  const names = pulled ? { ...texts, people: pullTexts.peoplePulled, missing: pullTexts.missing } : texts
  const shown = (pulled ? always.slice(1) : always)
    .concat(full ? ['missing', 'stillMissing'] : [])
    .concat(rare.filter((name) => counts[name] > 0))
  const fields = Object.entries(changes) as [ChangedField, number][]
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{say(texts.changes)}</h2>
      <Counts
        counts={shown.map((name) => [say(names[name]), counts[name], name === 'leftOut' ? '#conflicts' : undefined])}
      />
      {fields.length > 0 && (
        <>
          <h3>{say(texts.whatChanges)}</h3>
          <Counts counts={fields.map(([field, count]) => [say(texts[field]), count, undefined])} />
        </>
      )}
      {exampleKinds.map(({ kind, title }) => (
        <Examples key={kind} title={say(title)} people={examples[kind]} />
      ))}
    </section>
  )
}

const always: readonly CountName[] = ['rows', 'people', 'joiners', 'movers', 'unchanged']
const rare: readonly CountName[] = ['suspended', 'returned', 'leftOut']

const exampleKinds = [
  { kind: 'joiners', title: texts.someJoiners },
  { kind: 'movers', title: texts.someMovers },
  { kind: 'missing', title: texts.someMissing },
  { kind: 'returned', title: texts.someReturned },
] satisfies readonly { kind: ExampleKind; title: unknown }[]

function Counts({ counts }: { counts: readonly (readonly [name: string, count: number, href: string | undefined])[] }) {
  const numbers = useNumbers()
  return (
    <dl class="facts counts">
      {counts.map(([name, count, href]) => (
        <Fragment key={name}>
          <dt>{href === undefined ? name : <a href={href}>{name}</a>}</dt>
          <dd>{numbers.format(count)}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

function Examples({ title, people }: { title: string; people: readonly ExamplePerson[] }) {
  const { say } = usePage()
  if (people.length === 0) return null
  return (
    <details>
      <summary>{title}</summary>
      <ul class="rows">
        {people.map(({ row, usosId, name, changed }) => (
          <li key={usosId}>
            <div>
              <p>{name ?? say(texts.usosId, { id: usosId })}</p>
              <p class="small">
                {[
                  name === undefined ? '' : say(texts.usosId, { id: usosId }),
                  row === undefined ? '' : `${say(texts.row)} ${row}`,
                  ...changed.map((field) => say(texts[field])),
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </details>
  )
}
