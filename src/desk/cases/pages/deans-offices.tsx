import { Fragment } from 'preact'
import { deansOfficeOf } from '../../../people/index.ts'
import { DeansOfficeLink, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

/** Who knows whether somebody has the right to register (manual, section 3.1). `faculties` are codes of the registry. */
export function DeansOffices({ faculties }: { faculties: readonly string[] }) {
  const { say, institution } = usePage()
  const offices = faculties.flatMap((faculty) => deansOfficeOf(institution, faculty) ?? [])
  if (offices.length === 0) return <p class="small">{say(texts.askSomeOffice)}</p>
  return (
    <p class="small">
      {say.rich(texts.askOffice, {
        office: offices.map((office, index) => (
          <Fragment key={office.faculty}>
            {index > 0 && ', '}
            <DeansOfficeLink office={office} />
          </Fragment>
        )),
      })}
    </p>
  )
}
