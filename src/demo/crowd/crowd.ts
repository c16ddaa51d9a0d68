import { asPersonId, type PersonId, type ProofKind } from '../../database/index.ts'
import { type NewPerson, peselCheckDigit, peselDateDigits, type Study } from '../../people/index.ts'
import { type ProgrammeName, programmes } from '../programmes.ts'
import { mensNames, surnames, womensNames } from './names.ts'

/** A generated person, the right answer to the security question, and whether a password is to be set. */
export interface CrowdMember {
  readonly person: Omit<NewPerson, 'proof'>
  readonly answer: string
  readonly withPassword: boolean
}

/** The registry's numbers of the crowd, far from those of the cast. */
export const CROWD_NUMBERS_FROM = 20_000_000

/**
 * The person of this number: the same on every machine and at every run, so that a crowd can be made larger later.
 * Kinds of people stand as at a Polish technical university: students, graduates whose accounts are closed, teachers, staff.
 */
export function crowdMember(number: number, mailDomain: string, now: Date): CrowdMember {
  const dice = diceFrom(number)
  const lot = dice.share()
  const kind = kinds.find(({ upTo }) => lot < upTo) ?? kinds[0]
  const woman = dice.share() < 0.45
  const born = birthDate(kind.born, dice)
  const proofKind = proofKindBy(dice.share())
  const { givenNames, surname, local } = name(woman, number, dice)
  const connected = kind.student !== 2 || dice.share() < 0.98
  const disabled = dice.share() < 0.005

  return {
    person: {
      id: crowdId(number),
      usosId: String(CROWD_NUMBERS_FROM + number),
      givenNames,
      surname,
      albumNumber: kind.student > 0 ? String(500_000 + number) : undefined,
      studentStatus: kind.student,
      phdStudentStatus: kind.doctoral,
      staffStatus: kind.staff,
      connected,
      disabledAt: disabled ? now : undefined,
      closedAt: kind.closed ? now : undefined,
      proofKind,
      language: dice.share() < 0.96 ? 'pl' : 'en',
      roles: [],
      demo: true,
      assignedAddress: `${local}@${kind.unit}${mailDomain}`,
      otherAddresses: kind.staff === 2 && dice.share() < 0.4 ? [`${local}@metal.${mailDomain}`] : [],
      studies: kind.student > 0 ? studies(kind.closed, dice) : [],
    },
    answer: answerFor(proofKind, born, woman, number, dice),
    withPassword: connected && dice.share() < 0.85,
  }
}

function crowdId(number: number): PersonId {
  return asPersonId(`crowd-${number}`)
}

const student = { student: 2, doctoral: 0, staff: 0, closed: false, unit: 'student.', born: [1996, 2007] } as const
const employee = { student: 0, doctoral: 0, closed: false, unit: '', born: [1958, 1998] } as const

/** `upTo` is the share of everybody up to and including this kind. */
const kinds = [
  { upTo: 0.55, ...student },
  { upTo: 0.57, ...student, doctoral: 2, staff: 2, unit: '', born: [1990, 2001] },
  { upTo: 0.63, ...employee, staff: 2 },
  { upTo: 0.68, ...employee, staff: 1 },
  { upTo: 1, ...student, student: 1, closed: true, born: [1975, 2002] },
] as const

function name(woman: boolean, number: number, dice: Dice) {
  const form = woman ? 'women' : 'men'
  const first = dice.mostly(woman ? womensNames : mensNames)
  const second = dice.share() < 0.3 ? ` ${dice.mostly(woman ? womensNames : mensNames)}` : ''
  const main = dice.mostly(surnames)[form]
  const double = dice.share() < (woman ? 0.08 : 0.01) ? `-${dice.mostly(surnames)[form]}` : ''
  // The number keeps the address one person's, and nobody's real one.
  return { givenNames: first + second, surname: main + double, local: `${plain(main)}.${500_000 + number}` }
}

/** `Łącki` becomes `lacki`. */
function plain(text: string) {
  return text.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replace(/\p{M}/gu, '')
}

function birthDate([from, to]: readonly [number, number], dice: Dice) {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${from + dice.below(to - from + 1)}-${two(1 + dice.below(12))}-${two(1 + dice.below(28))}`
}

function proofKindBy(share: number): ProofKind {
  if (share < 0.95) return 'pesel'
  if (share < 0.98) return 'birth_date'
  return share < 0.99 ? 'document' : 'none'
}

/** In the canonical spelling. Serials from 9000 on: real ones of a day do not come near. */
function answerFor(kind: ProofKind, born: string, woman: boolean, number: number, dice: Dice) {
  switch (kind) {
    case 'pesel': {
      const ten = `${peselDateDigits(born)}9${String(dice.below(100)).padStart(2, '0')}${2 * dice.below(5) + (woman ? 0 : 1)}`
      return ten + peselCheckDigit(ten)
    }
    case 'birth_date':
      return born.replaceAll('-', '').slice(2)
    case 'document':
      return `ZZ${9_000_000 + number}`
    case 'none':
      return ''
  }
}

/** One field of study for most, two for one in nine. */
function studies(graduated: boolean, dice: Dice): Study[] {
  const status = graduated ? 'graduated_diploma' : 'active'
  const first = dice.mostly(codes)
  const second = dice.share() < 0.11 ? dice.mostly(codes) : first
  return [...new Set([first, second])].map((code, index) => ({ ...programmes[code], status, isPrimary: index === 0 }))
}

const codes = Object.keys(programmes) as ProgrammeName[]

interface Dice {
  /** From 0 up to, not including, 1. */
  share(): number
  below(limit: number): number
  /** The first of the list far more often than the last, as names are spread. */
  mostly<Item>(list: readonly Item[]): Item
}

/** Not chance but a rule that looks like it (mulberry32): the same number throws the same dice for ever. */
function diceFrom(number: number): Dice {
  let state = Math.imul(number + 1, 0x9e3779b1)
  const share = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(share() * limit)
  return {
    share,
    below,
    mostly: <Item>(list: readonly Item[]) => list[Math.floor(share() ** 2.2 * list.length)] as Item,
  }
}
