import type { ProgrammeStatus, StaffStatus, StudentStatus } from '../../database/index.ts'
import {
  canonicalAddress,
  canonicalAnswer,
  checkPesel,
  isUsosId,
  plainName,
  type Study,
  withoutPesel,
} from '../../people/index.ts'
import type { CurrentPerson, Standing } from '../account.ts'
import type { FeedPerson } from '../feed.ts'
import { isAlbumNumber, LONGEST_CODE, LONGEST_NAME, MOST_ADDRESSES, programmeStatuses, tidy } from '../fields.ts'
import type { ToldAnswer } from '../proofs.ts'
import { bad } from './error.ts'
import { isObject, keyOf, type Read, type Resource } from './resource.ts'
import { ENTERPRISE, UNIVERSITY } from './schema.ts'
import { userNameOf } from './show.ts'

/** What a request says of a person, in the words of the one rule (`account.ts`). */
export interface Spoken {
  readonly feed: Omit<FeedPerson, 'proof'>
  /** The answer to the security question, canonical. Becomes a digest before it is kept (req 44). */
  readonly answer: ToldAnswer | undefined
  readonly standing: Standing
  /** Undefined: not spoken of. */
  readonly externalId: string | null | undefined
}

/** What a PUT that leaves it out says that there is none of (RFC 7644, section 3.5.1). Other things stay as they are. */
const clearedByPut = [
  keyOf(undefined, 'externalId'),
  keyOf(undefined, 'emails'),
  ...['albumNumber', 'studentStatus', 'phdStudentStatus', 'staffStatus', 'fieldsOfStudy', 'validUntil'].map((name) =>
    keyOf(UNIVERSITY, name),
  ),
]

export function asPut({ resource, said }: Read): Read {
  return { resource, said: new Set([...said, ...clearedByPut, keyOf(undefined, 'name')]) }
}

/**
 * Understands what is said, by the rules of every other feed. `current` is who is here already. Whatever is wrong is named by
 * attribute; what stood there is never repeated (req 41, 43).
 */
export function spokenOf({ resource, said }: Read, current: CurrentPerson | undefined, now: Date): Spoken {
  const core = (name: string) => said.has(name)
  const own = (name: string) => said.has(keyOf(UNIVERSITY, name))
  const university = below(resource, UNIVERSITY)
  const email = readUserName(resource.userName, current)
  const name = isObject(resource.name) ? resource.name : {}
  const usosId = readEmployeeNumber(below(resource, ENTERPRISE).employeeNumber, current)
  return {
    feed: {
      usosId,
      givenNames: core('name') ? words(name.givenName, 'name.givenName', LONGEST_NAME) : undefined,
      surname: readSurname(name.familyName),
      albumNumber: own('albumNumber') ? readAlbumNumber(university.albumNumber) : undefined,
      studentStatus: own('studentStatus') ? readStatus(university.studentStatus, 'studentStatus') : undefined,
      phdStudentStatus: own('phdStudentStatus')
        ? readStatus(university.phdStudentStatus, 'phdStudentStatus')
        : undefined,
      staffStatus: own('staffStatus')
        ? ((readStatus(university.staffStatus, 'staffStatus') ?? 0) as StaffStatus)
        : undefined,
      email: core('userName') || !current ? email : undefined,
      otherEmails: core('emails') ? readOthers(resource.emails, email ?? undefined, current) : undefined,
      studies: own('fieldsOfStudy') ? readStudies(university.fieldsOfStudy) : undefined,
      connected: own('connected') ? (university.connected as boolean | undefined) : undefined,
      language: readLanguage(resource.preferredLanguage),
      validUntil: own('validUntil') ? ((university.validUntil as string | undefined) ?? null) : undefined,
    },
    answer: ['pesel', 'birthDate', 'documentNumber'].some(own) ? readAnswer(university, now) : undefined,
    standing: core('active') ? standingOf(resource.active) : current ? 'not-said' : 'here',
    externalId: core('externalId') ? readExternalId(resource.externalId) : undefined,
  }
}

/** Whatever an identity system calls a person, but for a PESEL: it is shown again (req 43, 47). */
function readExternalId(value: unknown): string | null {
  const typed = textIn(value)
  if (typed === undefined) return null
  const numbers = typed.match(/(?<![A-Za-z0-9])[0-9]{11}(?![A-Za-z0-9])/g) ?? []
  if (numbers.some((one) => checkPesel(one).ok)) throw bad('invalidValue', 'externalId must not be a PESEL.')
  return typed
}

/** Taking `active` away means that nobody says any more that the person has left. */
function standingOf(active: unknown): Standing {
  return active === false ? 'gone' : 'here'
}

function readUserName(value: unknown, current: CurrentPerson | undefined): string | null {
  const typed = textIn(value)
  if (typed === undefined) throw bad('invalidValue', 'userName is required.')
  // Whoever has no address yet is called by the id.
  if (current && current.assignedAddress === null && typed === userNameOf(current)) return null
  return readAddress(typed, 'userName', current)
}

function readAddress(typed: string, name: string, current: CurrentPerson | undefined): string {
  const address = canonicalAddress(typed)
  if (address === undefined) throw bad('invalidValue', `${name} must be an e-mail address.`)
  // It would stand on every page, and services would be told it (req 43, 47). What another feed has given already is only repeated.
  const isHere = address === current?.assignedAddress || current?.otherAddresses.includes(address)
  if (!isHere && checkPesel(address.slice(0, address.lastIndexOf('@'))).ok)
    throw bad('invalidValue', `${name} must not begin with a PESEL.`)
  return address
}

function readOthers(value: unknown, assigned: string | undefined, current: CurrentPerson | undefined): string[] {
  const listed = Array.isArray(value) ? value.filter(isObject) : []
  const addresses = listed.map((one) => readAddress(textIn(one.value) ?? '', 'emails.value', current))
  const others = [...new Set(addresses)].filter((address) => address !== assigned).sort()
  if (others.length > MOST_ADDRESSES)
    throw bad('invalidValue', `emails has more than ${MOST_ADDRESSES} addresses beside the userName.`)
  return others
}

function readEmployeeNumber(value: unknown, current: CurrentPerson | undefined): string | null {
  const before = current?.usosId ?? null
  const typed = textIn(value)
  if (typed === undefined) return before
  if (before !== null && typed !== before) throw bad('mutability', 'employeeNumber can be given once and stays.')
  if (checkPesel(typed).ok) throw bad('invalidValue', 'employeeNumber must not be a PESEL.')
  if (!isUsosId(typed))
    throw bad('invalidValue', 'employeeNumber has at most 40 letters, digits, dots, hyphens and underscores.')
  return typed
}

function readSurname(value: unknown): string {
  const surname = words(value, 'name.familyName', LONGEST_NAME)
  if (surname === '') throw bad('invalidValue', 'name.familyName is required.')
  return surname
}

/** Words stand on pages and in letters: no control characters, and no PESEL (req 43, 123). */
function words(value: unknown, name: string, longest: number): string {
  const text = plainName(textIn(value) ?? '')
  if (text.length > longest) throw bad('invalidValue', `${name} is longer than ${longest} characters.`)
  if (withoutPesel(text) !== text) throw bad('invalidValue', `${name} has a PESEL in it.`)
  return text
}

function readAlbumNumber(value: unknown): string | null {
  const typed = textIn(value)
  if (typed === undefined) return null
  if (checkPesel(typed).ok) throw bad('invalidValue', 'albumNumber must not be a PESEL.')
  if (!isAlbumNumber(typed))
    throw bad('invalidValue', 'albumNumber has at most 20 letters, digits, dots, slashes, hyphens and underscores.')
  return typed
}

function readStatus(value: unknown, name: string): StudentStatus | null {
  if (value === undefined) return null
  if (value === 0 || value === 1 || value === 2) return value
  throw bad('invalidValue', `${name} must be 0, 1 or 2.`)
}

function readLanguage(value: unknown): 'pl' | 'en' | undefined {
  const [language = ''] = (textIn(value) ?? '').toLowerCase().split(/[-_]/, 1)
  if (language === '') return undefined
  if (language === 'pl' || language === 'en') return language
  throw bad('invalidValue', 'preferredLanguage must be pl or en.')
}

function readStudies(value: unknown): Study[] {
  const listed = Array.isArray(value) ? value.filter(isObject) : []
  const studies = listed.map(readStudy)
  if (new Set(studies.map(({ programme }) => programme)).size < studies.length)
    throw bad('invalidValue', 'fieldsOfStudy has a programme twice.')
  return studies
}

function readStudy(one: Resource): Study {
  const where = 'fieldsOfStudy'
  const programme = words(one.value, `${where}.value`, LONGEST_CODE)
  if (programme === '') throw bad('invalidValue', 'fieldsOfStudy.value is required.')
  const [polish, english] = ['display', 'displayEnglish'].map((name) =>
    words(one[name], `${where}.${name}`, LONGEST_NAME),
  )
  const pl = polish || english || programme
  const status = (textIn(one.status) ?? 'active').toLowerCase()
  if (!programmeStatuses.some((each) => each === status))
    throw bad('invalidValue', `fieldsOfStudy.status must be one of ${programmeStatuses.join(', ')}.`)
  return {
    programme,
    name: { pl, en: english || pl },
    faculty: words(one.faculty, `${where}.faculty`, LONGEST_CODE),
    status: status as ProgrammeStatus,
    isPrimary: one.primary === true,
  }
}

function readAnswer(university: Resource, now: Date): ToldAnswer {
  const [pesel, birthDate, document] = ['pesel', 'birthDate', 'documentNumber'].map((name) => textIn(university[name]))
  if (pesel !== undefined) {
    const verdict = checkPesel(pesel)
    const inTime =
      verdict.ok && verdict.birthDate >= '1900-01-01' && verdict.birthDate <= now.toISOString().slice(0, 10)
    if (!inTime) throw bad('invalidValue', 'pesel is not a PESEL of somebody who lives.')
    return { kind: 'pesel', text: verdict.digits }
  }
  if (birthDate !== undefined) return answerOf('birth_date', birthDate, 'birthDate')
  if (document !== undefined) return answerOf('document', document, 'documentNumber')
  return { kind: 'none' }
}

function answerOf(kind: 'birth_date' | 'document', typed: string, name: string): ToldAnswer {
  const answer = canonicalAnswer(kind, typed)
  if (answer.kind !== 'answer') throw bad('invalidValue', `${name} cannot be read.`)
  return { kind, text: answer.text }
}

function below(resource: Resource, schema: string): Resource {
  const found = resource[schema]
  return isObject(found) ? found : {}
}

/** Undefined for what is not there, and for blanks. */
function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? tidy(value) || undefined : undefined
}
