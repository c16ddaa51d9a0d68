import type { AuditEventName } from '../../audit/index.ts'
import type { Case } from '../../cases/index.ts'
import type { CaseKind, PersonId } from '../../database/index.ts'
import type { Study } from '../../people/index.ts'
import type { Session } from '../../sessions/index.ts'
import type { SignInFacts } from './facts.ts'

/** Everything the page of a person shows. */
export interface PersonView extends SignInFacts {
  readonly sessions: readonly DeskSession[]
  readonly studies: readonly Study[]
  readonly cases: readonly Case[]
  /** Names of the members of staff who have taken them, by id. */
  readonly caseOwners: ReadonlyMap<PersonId, string>
  readonly timeline: readonly PersonEvent[]
  /** Merges that concern the record and are not undone; `went`: it is the one that went. */
  readonly merges: readonly { readonly id: string; readonly went: boolean }[]
}

/** A session as a form can name it. */
export interface DeskSession extends Session {
  readonly handle: string
}

/** Something that happened to a person, as the audit trail has it. */
export interface PersonEvent {
  readonly at: Date
  readonly event: AuditEventName
  readonly succeeded: boolean
  /** The name of the member of staff who did it. */
  readonly staff: string | undefined
  readonly source: string | undefined
  readonly details: Readonly<Record<string, string | number | boolean | null>>
  /** Of the case in the details, while it is kept. */
  readonly caseKind?: CaseKind | undefined
}
