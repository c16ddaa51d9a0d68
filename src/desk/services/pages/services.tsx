import { usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { mayAct } from '../../permissions.ts'
import type { ServiceLine } from '../tasks.ts'
import { texts } from '../texts.ts'

interface ServicesPageProps {
  staff: Pick<Staff, 'person'>
  lines: readonly ServiceLine[]
  /** What is wrong with the file as it stands now. */
  fileFaults: readonly string[]
}

/** Every service there is, wherever it was registered. */
export function ServicesPage({ staff, lines, fileFaults }: ServicesPageProps) {
  const { say } = usePage()
  return (
    <DeskPage title={say(texts.title)} staff={staff} here="services">
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(texts.lead)}</p>
      </hgroup>
      {fileFaults.length > 0 && <BrokenFile faults={fileFaults} />}
      {mayAct(staff.person.roles, 'manage-services') && (
        <p class="actions">
          <a class="button" href="/desk/services/new">
            {say(texts.register)}
          </a>
        </p>
      )}
      <section aria-labelledby="services">
        <h2 id="services">{say(texts.all)}</h2>
        <ul class="rows">
          {lines.map((line) => (
            <Row key={line.service.id} {...line} />
          ))}
        </ul>
      </section>
    </DeskPage>
  )
}

/** In the words of the check on the command line: whoever mends the file reads them there too. */
function BrokenFile({ faults }: { faults: readonly string[] }) {
  const { say } = usePage()
  return (
    <section class="summary" aria-labelledby="broken">
      <h2 id="broken">{say(texts.fileBroken)}</h2>
      <p>{say(texts.fileBrokenLead)}</p>
      <ul lang="en">
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </section>
  )
}

function Row({ service, withdrawn }: ServiceLine) {
  const { say, language } = usePage()
  const { id, urls, client } = service
  const name = service.name[language]
  const spoken = [...(urls.length > 0 ? ['CAS'] : []), ...(client ? ['OpenID Connect'] : [])].join(', ')
  const addresses = [...urls, ...(client?.redirectUris ?? [])]
  return (
    <li>
      <div>
        <p>
          <b>{name}</b> <span class="tag">{say(sources[service.registeredIn])}</span>{' '}
          {withdrawn && <span class="tag bad">{say(texts.withdrawnTag)}</span>}
        </p>
        <p class="small">
          {say(texts.idIs, { id })} · {spoken}
        </p>
        {addresses.map((address) => (
          <p class="small" key={address}>
            <code>{address}</code>
          </p>
        ))}
      </div>{' '}
      <a href={`/desk/services/${id}`}>
        {say(texts.look)}
        <span class="hidden"> {say(texts.lookAt, { name })}</span>
      </a>
    </li>
  )
}

const sources = { file: texts.inFile, desk: texts.atDesk, program: texts.inProgram } as const
