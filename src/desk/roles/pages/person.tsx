import { displayName } from '../../../people/index.ts'
import { Choice, type ErrorItem, ErrorSummary, Form, type Option, TextArea, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { withoutNationalId } from '../../reason.ts'
import { texts as deskTexts, roleTexts } from '../../texts.ts'
import { type Colleague, changesFor, nameOfChange, type RoleChange } from '../role-change.ts'
import type { RoleFaults } from '../tasks.ts'
import { texts } from '../texts.ts'

export interface PersonRolesPageProps {
  staff: Pick<Staff, 'person'>
  colleague: Colleague
  faults?: RoleFaults | undefined
  /** What was sent and refused. */
  sent?: { change: string; reason: string } | undefined
  /** It could not be done any more. */
  notPossible?: boolean | undefined
}

/** What one person may do at the desk, and the form that changes it. */
export function PersonRolesPage({ staff, colleague, faults = {}, sent, notPossible }: PersonRolesPageProps) {
  const { say } = usePage()
  const { person } = colleague
  const name = displayName(person)
  const errors = useErrors(faults)
  const changes = changesFor(staff.person, colleague)
  const roles = person.roles.map((role) => say(roleTexts[role])).join(', ')
  return (
    <DeskPage
      title={say(texts.personTitle, { name })}
      staff={staff}
      here="roles"
      error={errors.items.length > 0 || notPossible}
    >
      {(errors.items.length > 0 || notPossible) && (
        <ErrorSummary title={say(texts.notChanged)} items={errors.items}>
          {notPossible && <p>{say(texts.notPossible)}</p>}
        </ErrorSummary>
      )}
      <hgroup>
        <h1>{say(texts.personTitle, { name })}</h1>
        <p>{person.assignedAddress}</p>
        <p>{roles === '' ? say(texts.noRole) : say(texts.has, { roles })}</p>
      </hgroup>
      {changes.length === 0 ? (
        <p>{say(texts.ownRoles)}</p>
      ) : (
        <Form action={`/desk/roles/${person.id}`}>
          <Choice
            id="change"
            name="change"
            legend={say(texts.what)}
            options={useOptions(changes)}
            value={sent?.change}
            error={errors.change}
            required
          />
          <TextArea
            id="reason"
            name="reason"
            label={say(texts.reason)}
            hint={say(texts.reasonHint)}
            value={withoutNationalId(sent?.reason ?? '')}
            error={errors.reason}
            required
          />
          <p class="actions">
            <button class="button" type="submit">
              {say(texts.carryOut)}
            </button>{' '}
            <a href="/desk/roles">{say(texts.back)}</a>
          </p>
          <p class="small">{say(texts.told)}</p>
        </Form>
      )}
    </DeskPage>
  )
}

function useOptions(changes: readonly RoleChange[]): Option[] {
  const { say } = usePage()
  return changes.map((change) => {
    const value = nameOfChange(change)
    if (change.what === 'remove-second-factor')
      return { value, label: say(texts.removeFactor), hint: say(texts.removeFactorHint) }
    const role = say(roleTexts[change.role])
    return change.what === 'grant'
      ? { value, label: say(texts.grant, { role }), hint: say(texts[change.role]) }
      : { value, label: say(texts.revoke, { role }) }
  })
}

function useErrors({ change, reason }: RoleFaults) {
  const { say } = usePage()
  const changeError = change && say(texts.changeMissing)
  const reasonError = reason && say(reasons[reason])
  const items: ErrorItem[] = []
  if (changeError !== undefined) items.push({ href: '#change', text: changeError })
  if (reasonError !== undefined) items.push({ href: '#reason', text: reasonError })
  return { change: changeError, reason: reasonError, items }
}

const reasons = {
  missing: texts.reasonMissing,
  'too-long': texts.reasonTooLong,
  'national-id': deskTexts.nationalIdDotted,
} as const
