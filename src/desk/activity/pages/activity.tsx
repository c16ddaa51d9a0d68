import { actorKinds, auditEvents } from '../../../audit/index.ts'
import { ErrorSummary, Field, Select, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { AddressForm } from '../../pages/address-form.tsx'
import { DeskPage } from '../../pages/desk-page.tsx'
import { OlderAndNewest } from '../../pages/older-and-newest.tsx'
import { activityAddress, type Wanted } from '../activity.ts'
import { sentences } from '../sentences.ts'
import type { Activity, ActivityLine, Named } from '../tasks.ts'
import { texts } from '../texts.ts'
import { useDetailWords } from './detail-words.tsx'

export interface ActivityPageProps {
  staff: Pick<Staff, 'person'>
  activity: Activity
  /** An address that nobody has. */
  unknown?: string | undefined
}

/** What has happened, one sentence each. */
export function ActivityPage({ staff, activity, unknown }: ActivityPageProps) {
  const { say } = usePage()
  const { wanted, person, lines } = activity
  const all = <a href={activityAddress({ ...wanted, person: undefined, before: undefined })}>{say(texts.everybody)}</a>
  return (
    <DeskPage title={say(texts.title)} staff={staff} here="activity" error={unknown !== undefined}>
      {unknown !== undefined && (
        <ErrorSummary title={say(texts.notFound)} items={[{ href: '#address', text: say(texts.notFoundHint) }]} />
      )}
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(texts.lead)}</p>
        {person && <p>{say.rich(texts.of, { name: <b>{person.name}</b>, all })}</p>}
      </hgroup>
      <div class="split">
        <div>
          {lines.length === 0 ? (
            <p>{say(texts.nothing)}</p>
          ) : (
            <ol class="timeline">
              {lines.map((line) => (
                <Line key={line.id} {...line} />
              ))}
            </ol>
          )}
          <Pages {...activity} />
          <p>
            <a href={activityAddress({ ...wanted, before: undefined }, '/desk/activity/download')} download>
              {say(texts.download)}
            </a>
          </p>
        </div>
        <div>
          <Chain chain={activity.chain} />
          <Filter wanted={wanted} />
          <PersonFilter unknown={unknown} />
        </div>
      </div>
    </DeskPage>
  )
}

function Line({ at, event, outcome, person, by, source, reference, details, openCase }: ActivityLine) {
  const { say, time } = usePage()
  const more = useDetailWords(details, openCase)
  return (
    <li>
      <time dateTime={at.toISOString()}>{time.moment(at)}</time> <b>{say(sentences[event][outcome])}</b>{' '}
      {outcome === 'failure' && <span class="tag bad">{say(texts.failed)}</span>}
      {person && <p class="small">{say.rich(texts.about, { name: <PersonLink {...person} /> })}</p>}
      {more.length > 0 && <p class="small">{more}</p>}
      <p class="small">
        {say.rich(texts.by, { who: <Who by={by} /> })}
        {source !== undefined && ` · ${say(texts.from, { source })}`}
        {reference !== undefined && ` · ${say(texts.reference, { reference })}`}
      </p>
    </li>
  )
}

function Who({ by }: Pick<ActivityLine, 'by'>) {
  const { say } = usePage()
  if (by === 'person') return <>{say(texts.byPerson)}</>
  if (by === 'system') return <>{say(texts.bySystem)}</>
  if (by === 'operator') return <>{say(texts.byOperator)}</>
  if ('token' in by) return <>{say(texts.byToken, by)}</>
  return <PersonLink {...by} />
}

function PersonLink({ id, name }: Named) {
  return <a href={`/desk/people/${id}`}>{name}</a>
}

function Pages({ wanted, olderThan }: Pick<Activity, 'wanted' | 'olderThan'>) {
  const { say } = usePage()
  const at = (before: string | undefined) => activityAddress({ ...wanted, before })
  return (
    <OlderAndNewest
      label={say(texts.pages)}
      newest={wanted.before === undefined ? undefined : at(undefined)}
      older={olderThan === undefined ? undefined : at(olderThan)}
    />
  )
}

function Filter({ wanted }: { wanted: Wanted }) {
  const { say, language } = usePage()
  const events = Object.entries(sentences)
    .map(([value, { success }]) => ({ value, label: say(success) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, language))
  return (
    <section aria-labelledby="filter">
      <h2 id="filter">{say(texts.filter)}</h2>
      <form action="/desk/activity">
        {wanted.person !== undefined && <input type="hidden" name="person" value={wanted.person} />}
        <Select
          id="event"
          name="event"
          label={say(texts.event)}
          options={[{ value: '', label: say(texts.every) }, ...events]}
          value={wanted.event ?? ''}
          hint={wanted.event && auditEvents[wanted.event][language].replaceAll('`', '')}
        />
        <Select
          id="actor"
          name="actor"
          label={say(texts.actor)}
          options={[
            { value: '', label: say(texts.anybody) },
            ...actorKinds.map((kind) => ({ value: kind, label: say(actorTexts[kind]) })),
          ]}
          value={wanted.actor ?? ''}
        />
        <Select
          id="outcome"
          name="outcome"
          label={say(texts.outcome)}
          options={[
            { value: '', label: say(texts.any) },
            { value: 'success', label: say(texts.succeeded) },
            { value: 'failure', label: say(texts.refused) },
          ]}
          value={wanted.outcome ?? ''}
        />
        <Words name="source" label={say(texts.source)} value={wanted.source} />
        <Words name="reference" label={say(texts.number)} hint={say(texts.numberHint)} value={wanted.reference} />
        <Words name="from" label={say(texts.since)} hint={say(texts.sinceHint)} value={wanted.from} />
        <Words name="to" label={say(texts.until)} value={wanted.to} />
        <p class="actions">
          <button class="button quiet" type="submit">
            {say(texts.show)}
          </button>
        </p>
      </form>
    </section>
  )
}

const actorTexts = {
  person: texts.actorPerson,
  staff: texts.actorStaff,
  'identity-system': texts.actorIdentitySystem,
  system: texts.bySystem,
  operator: texts.byOperator,
} as const

function Words({ name, ...field }: { name: string; label: string; hint?: string; value: string | undefined }) {
  return <Field id={name} name={name} {...field} autocomplete="off" spellcheck={false} />
}

/** How long sealing may lag before it is told. */
const LAG_MS = 5 * 60_000

function Chain({ chain: { sealed, unsealed, checked } }: Pick<Activity, 'chain'>) {
  const { say, time, now } = usePage()
  const stopped = unsealed > 0 && sealed !== undefined && now.getTime() - sealed.at.getTime() > LAG_MS
  return (
    <section aria-labelledby="chain">
      <h2 id="chain">{say(texts.chain)}</h2>
      <p>{sealed ? say(texts.sealedTo, { moment: time.moment(sealed.at) }) : say(texts.neverSealed)}</p>
      {stopped && (
        <p>
          <strong>{say(texts.notSealed)}</strong>
        </p>
      )}
      {!checked && <p>{say(texts.neverVerified)}</p>}
      {checked?.whole && <p>{say(texts.whole, { moment: time.moment(checked.at) })}</p>}
      {checked && !checked.whole && (
        <p>
          <strong>{say(texts.broken, { moment: time.moment(checked.at) })}</strong>
        </p>
      )}
    </section>
  )
}

function PersonFilter({ unknown }: { unknown: string | undefined }) {
  const { say } = usePage()
  return (
    <section aria-labelledby="person">
      <h2 id="person">{say(texts.person)}</h2>
      <AddressForm
        action="/desk/activity"
        label={say(texts.address)}
        button={say(texts.showPerson)}
        typed={unknown}
        error={unknown === undefined ? undefined : say(texts.notFoundHint)}
      />
    </section>
  )
}
