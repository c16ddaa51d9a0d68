import { displayName, type Person, studyWords } from '../../../people/index.ts'
import { usePage } from '../../../web/index.ts'
import type { CaseReading } from '../tasks.ts'
import { texts } from '../texts.ts'
import { AccountRules, CaseRules } from './case-rules.tsx'
import { CompareWith } from './compare-with.tsx'
import { DeansOffices } from './deans-offices.tsx'

/** Whom the registry takes it to be, what blocks them, and which dean's office knows more. */
export function PersonInRegistry({ reading }: { reading: CaseReading }) {
  const { say } = usePage()
  const { case: it, comparison, isChosen, ownedByAnother } = reading
  const { person } = comparison
  const waits = comparison.suggestion === 'wait-for-registry'
  return (
    <section aria-labelledby="registry">
      <h2 id="registry">{say(waits ? texts.waitTitle : texts.personHeading)}</h2>
      {waits && <p>{say(texts.waitForRegistry)}</p>}
      {isChosen && (
        <p class="small">
          {say(texts.chosenByHand)}{' '}
          <CompareWith reading={reading} person={undefined}>
            {say(texts.backToFirst)}
          </CompareWith>
        </p>
      )}
      {person ? <AccountRules person={person} passwordTakenAt={reading.passwordTakenAt} /> : <CaseRules {...reading} />}
      {ownedByAnother && person && <p class="small">{say(texts.addressTaken)}</p>}
      {person && (
        <p>
          <a href={`/desk/people/${person.id}`}>{say(texts.toPerson, { name: displayName(person) })}</a>
        </p>
      )}
      {it.kind === 'student' && <DeansOffices faculties={reading.faculties} />}
      <Studies reading={reading} />
      <Others reading={reading} />
    </section>
  )
}

function Studies({ reading: { comparison } }: { reading: CaseReading }) {
  const { say, language } = usePage()
  if (comparison.studies.length === 0) return null
  return (
    <>
      <h3>{say(texts.studies)}</h3>
      <ul class="rows">
        {comparison.studies.map(({ programme, name, status }) => (
          <li key={programme}>
            <p>{name[language]}</p>{' '}
            <span class={status === 'active' ? 'tag good' : 'tag'}>{say(studyWords(status))}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Whom else the facts point at: somebody else's album number, or the owner of the mailbox. */
function Others({ reading }: { reading: CaseReading }) {
  const { say } = usePage()
  const { others } = reading
  if (others.length === 0) return null
  return (
    <>
      <h3>{say(texts.others)}</h3>
      <PeopleToChoose reading={reading} people={others} />
    </>
  )
}

/** People who can be put beside the case instead. */
export function PeopleToChoose({ reading, people }: { reading: CaseReading; people: readonly Person[] }) {
  const { say } = usePage()
  return (
    <ul class="rows">
      {people.map((person) => (
        <li key={person.id}>
          <div>
            <p>{displayName(person)}</p>
            <p class="small">
              {[
                person.albumNumber === undefined ? undefined : say(texts.otherAlbum, { number: person.albumNumber }),
                person.assignedAddress,
              ]
                .filter((part) => part !== undefined)
                .join(' · ')}
            </p>
          </div>{' '}
          <CompareWith reading={reading} person={person.id}>
            {say(texts.chooseOther)}
            <span class="hidden">: {displayName(person)}</span>
          </CompareWith>
        </li>
      ))}
    </ul>
  )
}
