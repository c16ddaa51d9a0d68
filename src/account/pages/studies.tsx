import { deansOfficeOf, type Study, studyWords } from '../../people/index.ts'
import { DeansOfficeLink, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** All fields of study under the one album number. Somebody who never studied here sees nothing of it. */
export function Studies({ albumNumber, studies }: { albumNumber: string | undefined; studies: readonly Study[] }) {
  const { say, language, institution } = usePage()
  if (albumNumber === undefined && studies.length === 0) return null
  const offices = [...new Set(studies.map(({ faculty }) => deansOfficeOf(institution, faculty)))].filter(isThere)
  return (
    <section aria-labelledby="studies">
      <h2 id="studies">{say(texts.studies)}</h2>
      <p>{say(texts.oneOfEach)}</p>
      {albumNumber !== undefined && (
        <p>
          <span class="small">{say(texts.albumNumber)}</span>
          <br />
          <b class="big">{albumNumber}</b>
        </p>
      )}
      {studies.length > 0 && (
        <ul class="rows">
          {studies.map(({ programme, name, faculty, status }) => (
            <li key={programme}>
              <div>
                <p>
                  <b>{name[language]}</b>
                </p>
                <p class="small">{deansOfficeOf(institution, faculty)?.facultyName[language] ?? faculty}</p>
              </div>{' '}
              <span class={status === 'active' ? 'tag good' : 'tag'}>{say(studyWords(status))}</span>
            </li>
          ))}
        </ul>
      )}
      {offices.length > 0 && (
        <p class="small">
          {say.rich(texts.askDeansOffice, {
            offices: offices.map((office, index) => (
              <>
                {index > 0 && ', '}
                <DeansOfficeLink office={office} />
              </>
            )),
          })}
        </p>
      )}
    </section>
  )
}

function isThere<Value>(value: Value | undefined): value is Value {
  return value !== undefined
}
