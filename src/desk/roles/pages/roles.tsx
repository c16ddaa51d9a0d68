import { displayName } from '../../../people/index.ts'
import { ErrorSummary, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { AddressForm } from '../../pages/address-form.tsx'
import { DeskPage } from '../../pages/desk-page.tsx'
import { roleTexts } from '../../texts.ts'
import type { Colleague } from '../role-change.ts'
import { texts } from '../texts.ts'

export interface RolesPageProps {
  staff: Pick<Staff, 'person'>
  colleagues: readonly Colleague[]
  /** What has just been done. */
  done?: 'granted' | 'revoked' | 'removed' | undefined
  /** An address that nobody has. */
  unknown?: string | undefined
}

/** Who works at the desk. */
export function RolesPage({ staff, colleagues, done, unknown }: RolesPageProps) {
  const { say } = usePage()
  return (
    <DeskPage title={say(texts.title)} staff={staff} here="roles" error={unknown !== undefined}>
      {unknown !== undefined && (
        <ErrorSummary title={say(texts.notFound)} items={[{ href: '#address', text: say(texts.notFoundHint) }]} />
      )}
      <hgroup>
        <h1>{say(texts.title)}</h1>
        <p>{say(texts.lead)}</p>
        {done && <p role="status">{say(texts[done])}</p>}
      </hgroup>
      <div class="split">
        <section aria-labelledby="colleagues">
          <h2 id="colleagues">{say(texts.colleagues)}</h2>
          <ul class="rows">
            {colleagues.map((colleague) => (
              <Row key={colleague.person.id} colleague={colleague} staff={staff} />
            ))}
          </ul>
        </section>
        <section aria-labelledby="new">
          <h2 id="new">{say(texts.somebodyNew)}</h2>
          <AddressForm
            action="/desk/roles"
            label={say(texts.address)}
            button={say(texts.find)}
            typed={unknown}
            error={unknown === undefined ? undefined : say(texts.notFoundHint)}
          />
        </section>
      </div>
    </DeskPage>
  )
}

function Row({ colleague: { person, hasFactor }, staff }: { colleague: Colleague; staff: Pick<Staff, 'person'> }) {
  const { say } = usePage()
  const name = displayName(person)
  return (
    <li>
      <div>
        <p>
          <b>{name}</b>
        </p>
        <p class="small">{person.roles.map((role) => say(roleTexts[role])).join(', ')}</p>
        <p class="small">{person.assignedAddress}</p>
        <p class="small">{say(hasFactor ? texts.factorSet : texts.factorMissing)}</p>
      </div>{' '}
      {person.id === staff.person.id ? (
        <span class="tag">{say(texts.yourself)}</span>
      ) : (
        <a href={`/desk/roles/${person.id}`}>
          {say(texts.change)}
          <span class="hidden"> {say(texts.changeWhose, { name })}</span>
        </a>
      )}
    </li>
  )
}
