import type { ProgrammeStatus } from '../../database/index.ts'
import { displayName, plainName } from '../../people/index.ts'
import { releasedAttributes } from '../../services/index.ts'
import type { CurrentPerson } from '../account.ts'
import { affiliationGroups, type GroupRef, groupId } from './groups/group.ts'
import type { Resource } from './resource.ts'
import { ENTERPRISE, GROUP, UNIVERSITY, USER } from './schema.ts'

/** A person as SCIM knows them. */
export interface Known {
  readonly facts: CurrentPerson
  readonly externalId: string | null
  /** By the desk. */
  readonly disabled: boolean
  /** Works at the desk: no identity system changes them. */
  readonly atTheDesk: boolean
  readonly createdAt: Date
  readonly changedAt: Date | null
  /** Changes with whatever is shown. */
  readonly version: string
}

export interface Shown {
  /** `https://login.example.edu/scim/v2`. */
  readonly base: string
  /** The domain of the university. */
  readonly scope: string
  readonly organization: string
}

export function userNameOf({ id, assignedAddress }: Pick<CurrentPerson, 'id' | 'assignedAddress'>): string {
  return assignedAddress ?? id
}

/** The whole resource of a person; what a request does not want is left out afterwards (`selection.ts`). */
export function showPerson(known: Known, shown: Shown): Resource {
  const { facts, externalId, disabled } = known
  const name = displayName(facts)
  const groups = groupsOf(facts)
  const emails = [
    ...(facts.assignedAddress === null ? [] : [{ value: facts.assignedAddress, type: 'work', primary: true }]),
    ...facts.otherAddresses.map((value) => ({ value, type: 'other', primary: false })),
  ]
  const primary = facts.studies.find(({ isPrimary }) => isPrimary)
  return tidied({
    schemas: [USER, ENTERPRISE, UNIVERSITY],
    id: facts.id,
    externalId,
    meta: {
      resourceType: 'User',
      created: known.createdAt.toISOString(),
      lastModified: (known.changedAt ?? known.createdAt).toISOString(),
      location: `${shown.base}/Users/${facts.id}`,
      version: known.version,
    },
    userName: userNameOf(facts),
    name: tidied({
      formatted: name,
      familyName: plainName(facts.surname),
      givenName: plainName(facts.givenNames) || null,
    }),
    displayName: name,
    preferredLanguage: facts.language,
    active: !facts.closed,
    emails,
    groups: groups.map(({ id, display }) => ({
      value: id,
      $ref: groupAddress(shown.base, id),
      display,
      type: 'direct',
    })),
    [ENTERPRISE]: tidied({
      employeeNumber: facts.usosId,
      organization: shown.organization,
      department: primary?.faculty || null,
    }),
    [UNIVERSITY]: tidied({
      albumNumber: facts.albumNumber,
      studentStatus: facts.studentStatus,
      phdStudentStatus: facts.phdStudentStatus,
      staffStatus: facts.staffStatus,
      connected: facts.connected,
      fieldsOfStudy: facts.studies.map(({ programme, name: names, faculty, status, isPrimary }) =>
        tidied({
          value: programme,
          display: names.pl,
          displayEnglish: names.en,
          faculty: faculty || null,
          status: status satisfies ProgrammeStatus,
          primary: isPrimary,
        }),
      ),
      validUntil: facts.validUntil,
      proofKind: facts.proofKind,
      eduPersonAffiliation: affiliationsOf(facts),
      disabled,
    }),
  })
}

/** No attribute without a value (RFC 7643, section 2.5). */
function tidied(values: Record<string, unknown>): Resource {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  )
}

function affiliationsOf(facts: CurrentPerson): string[] {
  const person = {
    id: facts.id,
    usosId: undefined,
    givenNames: '',
    surname: '',
    albumNumber: undefined,
    studentStatus: facts.studentStatus ?? undefined,
    phdStudentStatus: facts.phdStudentStatus ?? undefined,
    staffStatus: facts.staffStatus,
    assignedAddress: undefined,
  }
  return releasedAttributes({ person, studies: facts.studies, scope: '' }, ['eduPersonAffiliation']).map(
    ([, affiliation]) => affiliation,
  )
}

/** Nobody whose account is suspended is in a group: who asks for a group wants to let people in somewhere. */
function groupsOf(facts: CurrentPerson): GroupRef[] {
  if (facts.closed) return []
  const studied = facts.studies.filter(({ status }) => status === 'active')
  const faculties = [...new Set(studied.map(({ faculty }) => faculty))].filter((faculty) => faculty !== '')
  return [
    ...affiliationsOf(facts).flatMap((affiliation) => affiliationGroups.find(({ code }) => code === affiliation) ?? []),
    ...faculties.map((code) => ({ id: groupId('faculty', code), display: code })),
    ...studied.map(({ programme, name }) => ({ id: groupId('programme', programme), display: name.pl })),
  ]
}

export function groupAddress(base: string, id: string) {
  return `${base}/Groups/${encodeURIComponent(id)}`
}

export interface KnownGroup {
  readonly id: string
  readonly display: string
  /** Only when they were asked for. */
  readonly members?: readonly { readonly id: string; readonly display: string }[] | undefined
}

export function showGroup({ id, display, members }: KnownGroup, { base }: Pick<Shown, 'base'>): Resource {
  return tidied({
    schemas: [GROUP],
    id,
    meta: { resourceType: 'Group', location: groupAddress(base, id) },
    displayName: display,
    members: (members ?? []).map((member) => ({
      value: member.id,
      $ref: `${base}/Users/${member.id}`,
      display: member.display,
    })),
  })
}
