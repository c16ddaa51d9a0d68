import type { ProgrammeStatus } from '../../database/index.ts'
import type { Study } from '../../people/index.ts'
import { usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** All fields of study under the one album number. Somebody who never studied here sees nothing of it. */
export function Studies({ albumNumber, studies }: { albumNumber: string | undefined; studies: readonly Study[] }) {
  const { say, language } = usePage()
  if (albumNumber === undefined && studies.length === 0) return null
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
                <p class="small">{faculty}</p>
              </div>{' '}
              <span class={status === 'active' ? 'tag good' : 'tag'}>{say(statusTexts[status])}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const statusTexts = {
  active: texts.active,
  cancelled: texts.cancelled,
  graduated_end_of_study: texts.completed,
  graduated_before_diploma: texts.beforeDiploma,
  graduated_diploma: texts.diploma,
} satisfies Record<ProgrammeStatus, unknown>
