import { accountState, displayName, type Person } from '../../../people/index.ts'
import { ErrorSummary, Field, Form, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import type { QueryFault } from '../query.ts'
import type { Found } from '../tasks.ts'
import { texts } from '../texts.ts'
import { CaseRows } from './record.tsx'
import { StateTag } from './state-tag.tsx'

export interface SearchPageProps {
  staff: Pick<Staff, 'person'>
  /** What was typed, once something was. */
  query?: string | undefined
  fault?: QueryFault | undefined
  found?: Found | undefined
}

/** Everybody at the desk begins here. The form is posted: names and addresses are no part of an address (decision 061). */
export function SearchPage({ staff, query = '', fault, found }: SearchPageProps) {
  const { say } = usePage()
  const error = fault && say(faultTexts[fault])
  return (
    <DeskPage title={say(texts.searchTitle)} staff={staff} here="people" error={error !== undefined}>
      {error !== undefined && <ErrorSummary title={say(texts.notSearched)} items={[{ href: '#query', text: error }]} />}
      <hgroup>
        <h1>{say(texts.searchTitle)}</h1>
        <p>{say(texts.searchLead)}</p>
      </hgroup>
      <Form action="/desk/people" role="search">
        <Field
          id="query"
          name="q"
          type="search"
          label={say(texts.query)}
          error={error}
          value={query}
          maxLength={200}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          required
        />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.search)}
          </button>
        </p>
      </Form>
      {found && <Results {...found} />}
    </DeskPage>
  )
}

const faultTexts = {
  missing: texts.typeSomething,
  'too-short': texts.typeMore,
  'national-id': texts.noPesel,
} as const satisfies Record<QueryFault, unknown>

function Results({ people, more, cases }: Found) {
  const { say } = usePage()
  if (people.length === 0 && cases.length === 0) {
    return (
      <section aria-labelledby="found">
        <h2 id="found">{say(texts.foundNobody)}</h2>
        <p>{say(texts.foundNobodyHelp)}</p>
      </section>
    )
  }
  return (
    <>
      {people.length > 0 && <PeopleFound people={people} more={more} />}
      {cases.length > 0 && (
        <section aria-labelledby="found-cases">
          <h2 id="found-cases">{say(texts.foundCases)}</h2>
          <CaseRows cases={cases} />
        </section>
      )}
    </>
  )
}

function PeopleFound({ people, more }: Pick<Found, 'people' | 'more'>) {
  const { say } = usePage()
  return (
    <section aria-labelledby="found">
      <h2 id="found">{say(texts.found)}</h2>
      {more && <p role="status">{say(texts.more, { count: people.length })}</p>}
      <ul class="rows">
        {people.map((person) => (
          <li key={person.id}>
            <div>
              <p>
                <a href={`/desk/people/${person.id}`}>{displayName(person)}</a>
              </p>
              <p class="small">
                <Known {...person} />
              </p>
            </div>{' '}
            <StateTag state={accountState({ person, typedIsAssigned: true })} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What tells two people of one name apart. */
function Known({ albumNumber, assignedAddress, otherAddresses }: Person) {
  const { say } = usePage()
  const album = albumNumber === undefined ? undefined : say(texts.album, { number: albumNumber })
  return <>{[album, assignedAddress, ...otherAddresses].filter((part) => part !== undefined).join(' · ')}</>
}
