import { deansOfficeOf } from '../../../people/index.ts'
import { DeansOfficeLink, usePage } from '../../../web/index.ts'
import { texts } from '../texts.ts'

/** Who knows whether somebody has the right to register (manual, section 3.1). `faculties` are codes of the registry. */
export function DeansOffices({ faculties }: { faculties: readonly string[] }) {
  const { say, institution } = usePage()
  const offices = faculties.flatMap((faculty) => deansOfficeOf(institution, faculty) ?? [])
  if (offices.length === 0) return <p class="small">{say(texts.askSomeOffice)}</p>
  return (
    <>
      {offices.map((office) => (
        <p class="small" key={office.faculty}>
          {say.rich(texts.askOffice, { office: <DeansOfficeLink office={office} /> })}
        </p>
      ))}
    </>
  )
}
