import type { Dice } from './dice.ts'
import {
  type Human,
  peselFor,
  plain,
  type Row,
  staffMail,
  studentMail,
  studentRow,
  teacherRow,
} from './registry-rows.ts'

/** Somebody with a "not recognized" problem: what they know, what they can open, and what the registry has of them. */
export interface Sufferer {
  readonly kind: string
  /** `in`: must reach a working password. `out`: must not. `elsewhere`: the IT desk's matter, counted apart. */
  readonly belongs: 'in' | 'out' | 'elsewhere'
  readonly role: 'student' | 'teacher'
  readonly human: Human
  /** What they type at first, before a page makes them think again. */
  readonly guesses: readonly string[]
  /** The university mailbox that they take for theirs; undefined when they have none. */
  readonly mailbox: string | undefined
  /** Mailboxes they can open. */
  readonly opens: readonly string[]
  /** Further addresses of a teacher. */
  readonly others: readonly string[]
  readonly album: string
  readonly field: string
  /** What they answer to the question, the first one first. */
  readonly answers: readonly string[]
  /** How long the first letter lies before they open it, in minutes; then they sit and wait. */
  readonly readsAfter: number
  /** In the registry when the term begins, and as the imports of the next nights bring it. */
  readonly rows: readonly { readonly night: number; readonly row: Row }[]
  readonly hasPassword: boolean
  readonly disabled: boolean
}

interface Kind {
  readonly kind: string
  /** Of a thousand; those who do not belong in come beside the thousand. */
  readonly share: number
  readonly belongs?: Sufferer['belongs']
  make(one: Human, dice: Dice): Partial<Sufferer> & Pick<Sufferer, 'rows'>
}

const TONIGHT = 1
const atFirst = (row: Row) => ({ night: 0, row })
const later = (row: Row) => ({ night: TONIGHT, row })

/** The stories of section 2 of the domain, in proportions that seem sensible: nobody publishes them. */
export const kinds: readonly Kind[] = [
  {
    kind: 'third-year student, not connected to registration',
    share: 190,
    make: (one) => ({ rows: [atFirst(studentRow(one, { registration_connected: '0' }))] }),
  },
  {
    kind: 'not migrated yet: the registry catches up in the night',
    share: 120,
    make: (one) => ({ rows: [later(studentRow(one))] }),
  },
  {
    kind: 'typing error in the address',
    share: 90,
    make: (one, dice) => ({
      guesses: [misspelt(studentMail(one.login), dice)],
      rows: [atFirst(studentRow(one))],
      hasPassword: dice.share() < 0.7,
    }),
  },
  {
    kind: 'another kind of identifier: album number, s+album, login alone, PESEL',
    share: 90,
    make: (one, dice) => ({
      guesses: [dice.one([one.album, `s${one.album}`, one.login, one.pesel, `s${one.album}@student.agh.edu.pl`])],
      rows: [atFirst(studentRow(one))],
      hasPassword: dice.share() < 0.7,
    }),
  },
  {
    kind: 'spaces, capitals or Polish letters in the address',
    share: 60,
    make: (one, dice) => ({
      guesses: [
        dice.one([
          `  ${studentMail(one.login)} `,
          studentMail(one.login).toUpperCase(),
          studentMail(`${one.firstName}.${one.surname}.${one.number}`.toLowerCase()),
        ]),
      ],
      rows: [atFirst(studentRow(one))],
      hasPassword: dice.share() < 0.7,
    }),
  },
  {
    kind: 'teacher, another address is assigned',
    share: 90,
    make: (one, dice) => {
      const unit = staffMail(one.login, 'metal.')
      const row = teacherRow(one, { other_emails: unit })
      return {
        role: 'teacher',
        mailbox: unit,
        opens: [unit, staffMail(one.login)],
        rows: [atFirst(row)],
        hasPassword: dice.share() < 0.8,
      }
    },
  },
  {
    kind: 'teacher, the assigned mailbox is lost',
    share: 45,
    make: (one) => {
      const [now, lost] = [staffMail(one.login), staffMail(one.login, 'geol.')]
      const row = teacherRow(one, { email: lost, other_emails: now })
      return { role: 'teacher', mailbox: now, opens: [now], others: [lost], rows: [atFirst(row)], hasPassword: true }
    },
  },
  {
    kind: 'second field of study, expects a second account',
    share: 60,
    make: (one, dice) => {
      const row = studentRow(one)
      const second = studentRow(one, {
        'programme.id': 'MGR-2',
        'programme.name.pl': 'Zarządzanie',
        'programme.name.en': 'Management',
      })
      const invented = studentMail(`${plain(one.firstName)}.${plain(one.surname)}2.${one.number}`)
      return { guesses: dice.share() < 0.5 ? [invented] : [], rows: [atFirst(row), atFirst(second)], hasPassword: true }
    },
  },
  {
    kind: 'another surname, and a new address before the registry knows it',
    share: 35,
    make: (one) => {
      const fresh = studentMail(`${plain(one.firstName)}.nowa.${one.number}`)
      const old = studentMail(one.login)
      return {
        guesses: [],
        mailbox: fresh,
        opens: [fresh],
        rows: [
          atFirst(studentRow(one)),
          later(studentRow(one, { last_name: 'Nowa', email: fresh, other_emails: old })),
        ],
        hasPassword: true,
      }
    },
  },
  {
    kind: 'no PESEL: birth date',
    share: 40,
    make: (one) => ({
      answers: [one.born.replaceAll('-', '')],
      rows: [atFirst(studentRow(one, { pesel: '', birth_date: one.born }))],
    }),
  },
  {
    kind: 'no PESEL: document',
    share: 20,
    make: (one) => ({
      answers: [one.born.replaceAll('-', ''), one.document],
      rows: [atFirst(studentRow(one, { pesel: '', document_number: one.document }))],
    }),
  },
  {
    kind: 'no PESEL, and nothing in the record to ask for',
    share: 15,
    make: (one) => ({ answers: [one.born.replaceAll('-', '')], rows: [atFirst(studentRow(one, { pesel: '' }))] }),
  },
  {
    kind: 'wrong PESEL in the record',
    share: 20,
    make: (one) => ({ rows: [atFirst(studentRow(one, { pesel: peselFor(one.born, one.number + 1) }))] }),
  },
  {
    kind: 'a PESEL acquired in the middle of studies',
    share: 25,
    make: (one) => ({
      answers: [one.born.replaceAll('-', ''), one.pesel],
      rows: [atFirst(studentRow(one, { pesel: '', birth_date: one.born })), later(studentRow(one))],
      hasPassword: true,
    }),
  },
  { kind: 'never activated', share: 50, make: (one) => ({ rows: [atFirst(studentRow(one))] }) },
  {
    kind: 'late mail: the link has expired when it is opened',
    share: 35,
    make: (one, dice) => ({ readsAfter: 120, rows: [atFirst(studentRow(one))], hasPassword: dice.share() < 0.8 }),
  },
  {
    kind: 'disabled by mistake',
    share: 15,
    make: (one) => ({ rows: [atFirst(studentRow(one))], hasPassword: true, disabled: true }),
  },
  {
    kind: 'left the university',
    share: 30,
    belongs: 'out',
    make: (one) => ({
      rows: [atFirst(studentRow(one, { valid_until: '2026-09-30', student_status: '1' }))],
      hasPassword: true,
    }),
  },
  {
    kind: 'impostor with somebody else’s album number and a mailbox of their own',
    share: 30,
    belongs: 'out',
    make: (one, dice) => {
      const own = studentMail(`impostor.${dice.one(['zly', 'obcy', 'cudzy'])}.${one.number}`)
      const row = studentRow(one, { registration_connected: dice.share() < 0.5 ? '0' : '1' })
      return {
        mailbox: own,
        opens: [own],
        guesses: [own],
        answers: [peselFor(one.born, one.number + 7)],
        rows: [atFirst(row)],
      }
    },
  },
  {
    kind: 'impostor with the surname of the victim',
    share: 10,
    belongs: 'out',
    make: (one) => {
      const own = studentMail(`kuzyn.${plain(one.surname)}.${one.number}`)
      const row = studentRow(one, { registration_connected: '0' })
      return {
        mailbox: own,
        opens: [own],
        guesses: [own],
        answers: [peselFor(one.born, one.number + 7)],
        rows: [atFirst(row)],
      }
    },
  },
  {
    kind: 'no university mailbox: the IT desk’s matter',
    share: 30,
    belongs: 'elsewhere',
    make: (one) => ({
      guesses: [`${one.login}@gmail.com`],
      mailbox: undefined,
      opens: [`${one.login}@gmail.com`],
      rows: [atFirst(studentRow(one, { email: '' }))],
    }),
  },
]

export function sufferer({ kind, belongs = 'in', make }: Kind, one: Human, dice: Dice): Sufferer {
  const own = studentMail(one.login)
  const made = make(one, dice)
  const mailbox = 'mailbox' in made ? made.mailbox : own
  return withSlips(
    {
      kind,
      belongs,
      role: 'student',
      human: one,
      guesses: [],
      mailbox,
      opens: [own],
      others: [],
      album: one.album,
      field: dice.share() < 0.8 ? one.study.name.en : one.study.name.pl,
      answers: [one.pesel],
      readsAfter: dice.share() < 0.8 ? 0 : dice.below(40),
      hasPassword: false,
      disabled: false,
      ...made,
    },
    dice,
  )
}

/** People are people: some mistype a number, name their field in their own way, or look into the mailbox the day after. */
function withSlips(one: Sufferer, dice: Dice): Sufferer {
  const [album, field, answer, mail] = [dice.share(), dice.share(), dice.share(), dice.share()]
  const [first = ''] = one.answers
  return {
    ...one,
    album: album < 0.04 ? swapped(one.album, 3) : one.album,
    field:
      field < 0.05
        ? dice.one([`${one.field}, 3rd year`, one.field.split(' ')[0] ?? '', 'Elective subjects'])
        : one.field,
    answers: answer < 0.1 ? [swapped(first, 6), ...one.answers] : one.answers,
    readsAfter: mail < 0.03 ? 16 * 60 : one.readsAfter,
  }
}

/** Two neighbouring digits in the wrong order. */
function swapped(digits: string, at: number) {
  return digits.slice(0, at) + (digits[at + 1] ?? '') + (digits[at] ?? '') + digits.slice(at + 2)
}

/** One letter twice, left out, or beside its neighbour. */
function misspelt(address: string, dice: Dice) {
  const at = 1 + dice.below(address.indexOf('@') - 2)
  const [before, letter, after] = [address.slice(0, at), address[at] ?? '', address.slice(at + 1)]
  return dice.one([
    before + letter + letter + after,
    before + after,
    before + after.slice(0, 1) + letter + after.slice(1),
  ])
}
