import type { ComponentChildren } from 'preact'
import type { StaffRole } from '../../database/index.ts'
import { displayName } from '../../people/index.ts'
import { LogOut, Page, usePage } from '../../web/index.ts'
import type { Staff } from '../desk-route.ts'
import { type DeskAct, mayAct } from '../permissions.ts'
import { statementReminder } from '../statement-reminder.ts'
import { roleTexts, texts } from '../texts.ts'

export type DeskRoom =
  | 'cases'
  | 'people'
  | 'letters'
  | 'activity'
  | 'import'
  | 'services'
  | 'scim'
  | 'roles'
  | 'breach'
  | 'settings'
  | 'second-factor'

interface DeskPageProps {
  title: string
  staff: Pick<Staff, 'person'>
  /** The room the page belongs to, for the navigation. */
  here?: DeskRoom | undefined
  /** The page answers a refusal: its title says so first (req 114). */
  error?: boolean | undefined
  scripts?: readonly string[] | undefined
  children: ComponentChildren
}

/** A page of the desk: who is signed in, in which role, and the rooms that the role opens. Always the whole width. */
export function DeskPage({ title, staff, here, error, scripts, children }: DeskPageProps) {
  const { person } = staff
  return (
    <Page
      title={title}
      masthead="desk"
      error={error}
      scripts={scripts}
      who={<LogOut who={<Who {...person} />} />}
      tabs={<Rooms roles={person.roles} here={here} />}
    >
      {here === 'cases' && person.roles.includes('administrator') && <Reminder />}
      {children}
    </Page>
  )
}

/** For administrators, on the front page of the desk. */
function Reminder() {
  const { say, time, now, institution } = usePage()
  const reminder = statementReminder(institution, now)
  if (!reminder) return null
  const statement = <a href="/accessibility">{say(texts.statement)}</a>
  return (
    <p class="help">
      {reminder.is === 'soon'
        ? say.rich(texts.statementSoon, { statement, day: time.day(reminder.by) })
        : say.rich(texts.statementOverdue, { statement })}
    </p>
  )
}

function Who(person: Pick<Staff['person'], 'givenNames' | 'surname' | 'roles'>) {
  const { say } = usePage()
  return <>{[displayName(person), ...person.roles.map((role) => say(roleTexts[role]))].join(', ')}</>
}

const rooms: readonly { room: DeskRoom; act: DeskAct; address: string }[] = [
  { room: 'cases', act: 'see-cases', address: '/desk/cases' },
  { room: 'people', act: 'search-people', address: '/desk/people' },
  { room: 'letters', act: 'see-letters', address: '/desk/letters' },
  { room: 'import', act: 'import-people', address: '/desk/import' },
  { room: 'services', act: 'see-services', address: '/desk/services' },
  { room: 'scim', act: 'see-tokens', address: '/desk/scim' },
  { room: 'roles', act: 'manage-roles', address: '/desk/roles' },
  { room: 'activity', act: 'see-activity', address: '/desk/activity' },
  { room: 'breach', act: 'report-breach', address: '/desk/breach' },
  { room: 'settings', act: 'see-settings', address: '/desk/settings' },
  { room: 'second-factor', act: 'keep-own-factor', address: '/desk/second-factor/recovery-codes' },
]

function Rooms({ roles, here }: { roles: readonly StaffRole[]; here: DeskRoom | undefined }) {
  const { say } = usePage()
  const open = rooms.filter(({ act }) => mayAct(roles, act))
  return (
    <nav class="tabs" aria-label={say(texts.rooms)}>
      <ul class="links">
        {open.map(({ room, address }) => (
          <li key={room}>
            <a href={address} aria-current={room === here ? 'page' : undefined}>
              {say(texts[room])}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
