/** What a group follows from. */
export type GroupKind = 'affiliation' | 'faculty' | 'programme'

export interface GroupRef {
  readonly id: string
  readonly display: string
}

export function groupId(kind: GroupKind, code: string): string {
  return `${kind}-${code}`
}

/** The other way round; undefined for what cannot be a group. */
export function readGroupId(id: string): { kind: GroupKind; code: string } | undefined {
  const [, kind, code] = /^(affiliation|faculty|programme)-(.{1,40})$/u.exec(id) ?? []
  return kind === undefined || code === undefined ? undefined : { kind: kind as GroupKind, code }
}

const affiliation = <const Code extends string>(code: Code, display: string) => ({
  code,
  id: groupId('affiliation', code),
  display,
})

/** In the words of eduPerson, as services learn them. */
export const affiliationGroups = [
  affiliation('student', 'Students and doctoral students'),
  affiliation('faculty', 'Academic teachers'),
  affiliation('staff', 'Staff who do not teach'),
  affiliation('employee', 'Everybody who works here'),
  affiliation('member', 'Everybody who studies or works here'),
  affiliation('alum', 'Graduates'),
] as const
