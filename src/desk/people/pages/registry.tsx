import { deansOfficeOf, type Person, type Study, studyWords } from '../../../people/index.ts'
import { DeansOfficeLink, usePage } from '../../../web/index.ts'
import { roleTexts } from '../../texts.ts'
import { texts } from '../texts.ts'

/** Every field of study under the one album number, with the office that knows about it. */
export function Studies({ studies }: { studies: readonly Study[] }) {
  const { say } = usePage()
  if (studies.length === 0) return null
  return (
    <section aria-labelledby="studies">
      <h2 id="studies">{say(texts.studies)}</h2>
      <ul class="rows">
        {studies.map((study) => (
          <StudyRow key={study.programme} {...study} />
        ))}
      </ul>
    </section>
  )
}

function StudyRow({ name, faculty, status }: Study) {
  const { say, language, institution } = usePage()
  const office = deansOfficeOf(institution, faculty)
  return (
    <li>
      <div>
        <p>{name[language]}</p>
        <p class="small">{office?.facultyName[language] ?? faculty}</p>
        {office && (
          <p class="small">
            <DeansOfficeLink office={office} />
          </p>
        )}
      </div>{' '}
      <span class={status === 'active' ? 'tag good' : 'tag'}>{say(studyWords(status))}</span>
    </li>
  )
}

export function Addresses({ person: { assignedAddress, otherAddresses } }: { person: Person }) {
  const { say } = usePage()
  if (assignedAddress === undefined && otherAddresses.length === 0) return null
  return (
    <section aria-labelledby="addresses">
      <h2 id="addresses">{say(texts.addresses)}</h2>
      <ul class="rows">
        {assignedAddress !== undefined && (
          <li>
            <p>{assignedAddress}</p> <span class="tag">{say(texts.assigned)}</span>
          </li>
        )}
        {otherAddresses.map((address) => (
          <li key={address}>
            <p>{address}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Facts that are known, and what the desk has changed of them. */
export function Registry({ person }: { person: Person }) {
  const { say, time } = usePage()
  const facts: (readonly [string, string | undefined])[] = [
    [say(texts.usosId), person.usosId],
    [say(texts.albumNumber), person.albumNumber],
    [say(texts.language), say(person.language === 'pl' ? texts.polish : texts.english)],
    [say(texts.connectedByDesk), person.connectedByDeskAt && time.moment(person.connectedByDeskAt)],
    [say(texts.assignedByDesk), person.assignedByDeskAt && time.moment(person.assignedByDeskAt)],
    [say(texts.validUntil), person.validUntil && time.day(person.validUntil)],
    [say(texts.roles), person.roles.map((role) => say(roleTexts[role])).join(', ') || undefined],
  ]
  return (
    <section aria-labelledby="registry">
      <h2 id="registry">{say(texts.registry)}</h2>
      <dl class="facts">
        {facts
          .filter(([, fact]) => fact !== undefined)
          .map(([name, fact]) => (
            <>
              <dt>{name}</dt>
              <dd>{fact}</dd>
            </>
          ))}
      </dl>
    </section>
  )
}
