import {
  addressesIn,
  answerDay,
  type Case,
  type Comparison,
  compareWithRegistry,
  countCases,
  countOpenCases,
  findCase,
  findInRegistry,
  listOpenCases,
  personOf,
  type RegistryFinds,
} from '../../cases/index.ts'
import type { Institution, Settings } from '../../config/index.ts'
import { asPersonId, type CaseId, type CaseKind, type Database, type Db, type PersonId } from '../../database/index.ts'
import {
  displayName,
  findErased,
  findPeople,
  findPerson,
  listStudies,
  listStudiesOf,
  type Person,
  searchPeople,
} from '../../people/index.ts'
import type { Keyring, World } from '../../world/index.ts'
import type { Staff } from '../desk-route.ts'
import { listPasswordsTaken } from '../people/store.ts'
import { holdsNationalId } from '../reason.ts'
import {
  answersFor,
  type Hindrance,
  hindranceOf,
  isWithColleague,
  kindsSeenBy,
  oneClickAnswer,
  type RegistryAnswer,
} from './answers.ts'
import { CASES_ON_A_PAGE, type QueueView } from './queue-view.ts'
import { findFacultyOf, findMachineFigures, type MachineFigures, whoHas } from './store.ts'
import { startOfDay } from './today.ts'

export interface CaseParts {
  readonly settings: Settings
  readonly institution: Institution
  readonly world: World
  readonly database: Database
  /** Root APP_SECRET: tells what belonged to somebody who was erased. */
  readonly keys: Keyring
}

/** A case beside the registry, and what one press would do about it. */
export interface QueueCase {
  readonly case: Case
  readonly comparison: Comparison
  /** When the password of the person was taken away, where another one is not set yet. */
  readonly passwordTakenAt: Date | undefined
  /** Who has taken it. */
  readonly owner: string | undefined
  /** It is somebody else than who reads the queue. */
  readonly withColleague: boolean
  /** The promised day is over. */
  readonly isLate: boolean
  readonly answer: RegistryAnswer | undefined
  /** Faculty codes whose dean's offices know more. */
  readonly faculties: readonly string[]
}

export interface Queue {
  readonly view: QueueView
  /** Whose cases this member of staff sees at all. */
  readonly kinds: readonly CaseKind[]
  readonly cases: readonly QueueCase[]
  /** On all pages: how many wait for the desk, and how many for an answer of the person. */
  readonly waiting: number
  readonly askedBack: number
  readonly answerWithin: number
  readonly figures: Figures
}

export interface Figures extends MachineFigures {
  readonly answered: number
  readonly medianWaitMs: number | undefined
}

/** One page of the queue. A handful of statements for the whole page, whatever stands on it. */
export async function readQueue(parts: CaseParts, staff: Staff, view: QueueView): Promise<Queue> {
  const { db } = parts.database
  const { roles, id } = staff.person
  const kinds = kindsSeenBy(roles)
  const shown = kinds.filter((kind) => view.desk === 'all' || view.desk === kind)
  const which = { kinds: shown.length > 0 ? shown : kinds, owner: view.whose === 'mine' ? id : undefined }
  const offset = (view.page - 1) * CASES_ON_A_PAGE
  const [cases, counts, figures] = await Promise.all([
    listOpenCases(db, { ...which, limit: CASES_ON_A_PAGE, offset }),
    countOpenCases(db, which),
    readFigures(parts),
  ])
  return {
    view,
    kinds,
    cases: await besideRegistry(parts, staff, cases),
    ...counts,
    answerWithin: parts.settings.CASE_ANSWERED_WITHIN,
    figures,
  }
}

async function readFigures({ database: { db }, institution, world }: CaseParts): Promise<Figures> {
  const since = startOfDay(world.clock.now(), institution.timeZone)
  const [{ answered, medianWaitMs }, machine] = await Promise.all([countCases(db, since), findMachineFigures(db)])
  return { answered, medianWaitMs, ...machine }
}

async function besideRegistry(parts: CaseParts, staff: Staff, cases: readonly Case[]): Promise<QueueCase[]> {
  const { db } = parts.database
  const named = new Map(cases.map((it) => [it.id, addressesIn(it.note).filter((address) => address !== it.address)]))
  const { byAddress, byAlbum } = await whoHas(db, {
    addresses: [...new Set(cases.flatMap((it) => [it.address, ...(named.get(it.id) ?? [])]))],
    albumNumbers: [...new Set(cases.map(({ albumNumber }) => albumNumber).filter((number) => number !== ''))],
  })
  const owners = cases.flatMap(({ owner }) => owner ?? [])
  const people = await peopleById(db, [...byAddress.values(), ...byAlbum.values(), ...owners])
  const studies = await listStudiesOf(db, [...people.keys()])
  const passwordsTaken = await listPasswordsTaken(db, [...people.values()])
  const personWith = (id: PersonId | undefined) => (id === undefined ? undefined : people.get(id))

  return cases.map((it) => {
    const inNote = [...new Set((named.get(it.id) ?? []).flatMap((address) => byAddress.get(address) ?? []))]
    const found = {
      byAddress: personWith(byAddress.get(it.address)),
      byAlbum: personWith(byAlbum.get(it.albumNumber)),
      // A note that names two people names nobody.
      byNote: inNote.length === 1 ? personWith(inNote[0]) : undefined,
    }
    const person = personOf(found)
    const comparison = compareWithRegistry(it, { ...found, studies: (person && studies.get(person.id)) ?? [] })
    const owner = personWith(it.owner)
    return {
      case: it,
      comparison,
      passwordTakenAt: person && passwordsTaken.get(person.id),
      owner: owner && displayName(owner),
      withColleague: isWithColleague(it, staff.person.id),
      isLate: isLate(parts, it),
      answer: oneClick(staff, it, comparison, found),
      faculties: facultiesOf(comparison.studies),
    }
  })
}

function oneClick(staff: Staff, it: Case, comparison: Comparison, found: Omit<RegistryFinds, 'studies'>) {
  if (isWithColleague(it, staff.person.id) || hindranceOf(staff.person, it.kind, involvedIn(found))) return undefined
  const chosen = { address: it.address, person: comparison.person, ownedByAnother: false }
  return oneClickAnswer(it, comparison, answersFor(staff.person, it.kind, chosen))
}

const involvedIn = ({ byAddress, byAlbum }: Omit<RegistryFinds, 'studies'>) =>
  [byAddress, byAlbum].filter((person) => person !== undefined)

const HALF_A_DAY = 12 * 3_600_000

/** `answerDay` gives noon: the promise holds until the end of that day. */
function isLate({ settings, institution, world }: CaseParts, { openedAt, state }: Case): boolean {
  const promised = answerDay(openedAt, settings.CASE_ANSWERED_WITHIN, institution.timeZone)
  return state === 'open' && world.clock.now().getTime() > promised.getTime() + HALF_A_DAY
}

async function peopleById(db: Db, ids: readonly PersonId[]): Promise<Map<PersonId, Person>> {
  return new Map((await findPeople(db, [...new Set(ids)])).map((person) => [person.id, person]))
}

/** Whether the proved address is somebody else's, or was of somebody who was erased: then it is assigned to nobody. */
export async function isOwnedByAnother(
  db: Db,
  keys: Keyring,
  address: string,
  owner: Person | undefined,
  person: Person | undefined,
): Promise<boolean> {
  if (owner) return owner.id !== person?.id
  return (await findErased(db, keys, [{ kind: 'address', value: address }])).length > 0
}

/** Everything about one case. */
export interface CaseReading {
  readonly case: Case
  readonly comparison: Comparison
  /** When the password of the person shown was taken away, where another one is not set yet. */
  readonly passwordTakenAt: Date | undefined
  /** Others whom the case may be about: the owner of the album number, of the address, of one in the note. */
  readonly others: readonly Person[]
  /** The person shown was chosen by hand, by a search. */
  readonly isChosen: boolean
  /** The proved address belongs to somebody else than the person shown. */
  readonly ownedByAnother: boolean
  readonly answers: readonly RegistryAnswer[]
  readonly hindrance: Hindrance | undefined
  readonly isLate: boolean
  /** Faculty codes whose dean's offices know more. */
  readonly faculties: readonly string[]
  /** Names of the members of staff who have to do with it, by id. */
  readonly names: ReadonlyMap<string, string>
  /** What a search found; undefined where nobody searched. */
  readonly search: Search | undefined
}

export interface Search {
  readonly typed: string
  readonly people: readonly Person[]
  readonly more: boolean
}

/** Whom to look at beside the case: somebody found by a search, or the results of one. */
export interface Looking {
  readonly person?: PersonId | undefined
  readonly find?: string | undefined
}

/** `undefined` when there is no such case, or none that the roles may see. */
export async function readCase(
  parts: CaseParts,
  staff: Staff,
  id: CaseId,
  looking: Looking = {},
): Promise<CaseReading | undefined> {
  const { db } = parts.database
  const it = await findCase(db, id)
  if (!it || !kindsSeenBy(staff.person.roles).includes(it.kind)) return undefined

  const found = await findInRegistry(db, it)
  const isOther = looking.person !== undefined && looking.person !== personOf(found)?.id
  const chosen = isOther ? await findPerson(db, looking.person) : undefined
  const finds = chosen ? await findsOf(db, chosen, found) : found
  const comparison = compareWithRegistry(it, finds)
  const { person, studies } = comparison
  const ownedByAnother = await isOwnedByAnother(db, parts.keys, it.address, found.byAddress, person)
  return {
    case: it,
    comparison,
    passwordTakenAt: person && (await listPasswordsTaken(db, [person])).get(person.id),
    others: distinct([found.byAddress, found.byAlbum, found.byNote], person),
    isChosen: chosen !== undefined,
    ownedByAnother,
    answers: answersFor(staff.person, it.kind, { address: it.address, person, ownedByAnother }),
    hindrance: hindranceOf(staff.person, it.kind, distinct([found.byAddress, found.byAlbum, person])),
    isLate: isLate(parts, it),
    faculties: person ? facultiesOf(studies) : await facultyTyped(db, it),
    names: await namesOfStaff(db, it),
    search: looking.find === undefined ? undefined : await search(db, looking.find),
  }
}

/** The comparison with somebody whom the desk has chosen: what leads to others is left out. */
export async function findsOf(db: Db, chosen: Person, found: RegistryFinds): Promise<RegistryFinds> {
  return {
    byAddress: found.byAddress?.id === chosen.id ? chosen : undefined,
    byAlbum: chosen,
    studies: await listStudies(db, chosen.id),
  }
}

function distinct(people: readonly (Person | undefined)[], without?: Person): Person[] {
  const byId = new Map(people.flatMap((person) => (person ? [[person.id, person] as const] : [])))
  if (without) byId.delete(without.id)
  return [...byId.values()]
}

function facultiesOf(studies: Comparison['studies']) {
  return [...new Set(studies.filter(({ status }) => status === 'active').map(({ faculty }) => faculty))]
}

async function facultyTyped(db: Db, { fieldOfStudy }: Case) {
  const faculty = await findFacultyOf(db, fieldOfStudy)
  return faculty === undefined ? [] : [faculty]
}

async function namesOfStaff(db: Db, it: Case): Promise<ReadonlyMap<string, string>> {
  const ids = [it.owner, it.closedBy, ...it.messages.map(({ author }) => author)]
  const staff = ids
    .filter((id) => id !== undefined && id !== 'person' && id !== 'system')
    .map((id) => asPersonId(id ?? ''))
  return new Map([...(await peopleById(db, staff)).values()].map((person) => [person.id, displayName(person)]))
}

async function search(db: Db, typed: string): Promise<Search> {
  // Nobody is found by a PESEL, and none stays in an address.
  if (holdsNationalId(typed)) return { typed: '', people: [], more: false }
  return { typed, ...(await searchPeople(db, { typed, limit: 10 })) }
}

/** What has just become of a case, for the sentence above the queue. */
export interface Done {
  readonly case: Case
  readonly name: string | undefined
  /** Who did it: undefined for whoever reads the sentence, `''` for nobody (it resolved itself). */
  readonly by: string | undefined
  /** No link is mailed before. */
  readonly heldUntil: Date | undefined
  /** Where the link went. */
  readonly mailedTo: string
}

export async function readDone(parts: CaseParts, staff: Staff, id: CaseId): Promise<Done | undefined> {
  const { db } = parts.database
  const it = await findCase(db, id)
  if (!it || !kindsSeenBy(staff.person.roles).includes(it.kind)) return undefined
  const person = it.person === undefined ? undefined : await findPerson(db, it.person)
  const until = person?.resetHeldUntil
  const by = it.closedBy ?? it.messages.at(-1)?.author ?? staff.person.id
  const names = await namesOfStaff(db, it)
  return {
    case: it,
    name: person && displayName(person),
    by: by === staff.person.id ? undefined : (names.get(by) ?? ''),
    heldUntil: until && until > parts.world.clock.now() ? until : undefined,
    mailedTo: person?.assignedAddress ?? it.address,
  }
}
