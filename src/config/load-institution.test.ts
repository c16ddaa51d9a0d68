import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defineTexts } from '../language/index.ts'
import { BadInstitution, loadInstitution, readInstitution } from './load-institution.ts'

const manual = readFileSync('institution.yaml', 'utf8')
const texts = new Map(
  Object.values(
    defineTexts('test-institution', {
      greeting: { pl: 'Witaj na {system}', en: 'Welcome to {system}' },
      waiting: { pl: 'Poczekaj {minutes}', en: 'Wait {minutes}' },
    }),
  ).map((text) => [text.key, text]),
)

test('the default institution is the one of the user manual', () => {
  const institution = loadInstitution('institution.yaml')
  expect(institution.words('en')).toMatchObject({
    short: 'AGH',
    university: 'AGH University of Krakow',
    system: 'USOSweb',
    account: 'USOS AGH',
    mailAccount: 'AGH UST',
    mailDomain: 'agh.edu.pl',
  })
  expect(institution.fullName.pl).toBe('Akademia Górniczo-Hutnicza im. Stanisława Staszica w\u00a0Krakowie')
  expect(institution.mailDomains.slice(0, 2)).toEqual(['agh.edu.pl', 'student.agh.edu.pl'])
  expect(institution.timeZone).toBe('Europe/Warsaw')
})

test('one value serves both languages, and a short colour is written out', () => {
  const institution = readInstitution(manual.replace('"#ffffff"', '"#FFF"'))
  expect(institution.short).toEqual({ pl: 'AGH', en: 'AGH' })
  expect(institution.brand.onBrand).toBe('#ffffff')
})

test('a text can read differently here, in one language or in both', () => {
  const institution = readInstitution(withTexts('  test-institution.waiting:\n    pl: Chwileczkę, {minutes}'), {
    texts,
  })
  expect(institution.overrides.get('test-institution.waiting')).toEqual({ pl: 'Chwileczkę, {minutes}' })
})

test('each faculty has the name of its dean’s office, and a university may name none', () => {
  const [first] = loadInstitution('institution.yaml').deansOffices
  expect(first).toEqual({
    faculty: 'WI',
    facultyName: { pl: 'Wydział Informatyki', en: 'Faculty of Computer Science' },
    name: { pl: 'dziekanat Wydziału Informatyki', en: 'dean’s office of the Faculty of Computer Science' },
    mail: 'deans-office-wi@agh.edu.pl',
  })
  expect(readInstitution(manual.replace(/deans_offices:.*?\n\n/s, '\n')).deansOffices).toEqual([])
})

interface Wrong {
  what: string
  file: string
  says: string
}

const wrong: Wrong[] = [
  { what: 'an empty file', file: '', says: 'line 1: short is missing.' },
  {
    what: 'a list instead of sections',
    file: '- AGH',
    says: 'line 1: the file must be a section with indented lines.',
  },
  { what: 'what is not YAML', file: `${manual}\n\t- x`, says: `line ${lines(manual) + 1}: this is not YAML:` },
  { what: 'the same line twice', file: `${manual}\nshort: AGH`, says: 'this is not YAML: Map keys must be unique.' },
  {
    what: 'an alias that unfolds',
    file: manual.replace('short: AGH', 'short: &a AGH').replace('system: USOSweb', 'system: *a'),
    says: `line ${lineOf('system:')}: write the value out instead of an alias.`,
  },
  { what: 'a missing name', file: manual.replace('system: USOSweb\n', ''), says: 'line 1: system is missing.' },
  {
    what: 'a misspelled name',
    file: manual.replace('time_zone:', 'timezone:'),
    says: `line ${lineOf('time_zone:')}: the file has no place for timezone.`,
  },
  {
    what: 'an empty value',
    file: manual.replace('system: USOSweb', 'system:'),
    says: `line ${lineOf('system:')}: system is missing.`,
  },
  {
    what: 'a number for a name',
    file: manual.replace('system: USOSweb', 'system: 12'),
    says: `line ${lineOf('system:')}: system must be a text, or one for pl and one for en.`,
  },
  {
    what: 'one language of two',
    file: manual.replace('  pl: Akademia Górniczo-Hutnicza w Krakowie\n', ''),
    says: `line ${lineOf('university:')}: university.pl is missing.`,
  },
  {
    what: 'a third language',
    file: manual.replace('  en: AGH University of Krakow\nfull', '  en: AGH University of Krakow\n  de: AGH\nfull'),
    says: `line ${lineOf('full_name:')}: university has no place for de.`,
  },
  {
    what: 'an invisible direction sign',
    file: manual.replace('system: USOSweb', 'system: "USOS\\u202Eweb"'),
    says: 'must not hold control or direction characters.',
  },
  {
    what: 'a mailbox without a domain',
    file: manual.replace('mail: usos-desk@agh.edu.pl', 'mail: usos-desk'),
    says: `line ${lineOf('mail: usos-desk')}: desks.usos.mail must be an e-mail address.`,
  },
  {
    what: 'a sender that would break a header',
    file: manual.replace('from: USOSweb AGH <', 'from: USOSweb, AGH <'),
    says: `line ${lineOf('from:')}: mail.from must be an e-mail address, or a name and an address`,
  },
  {
    what: 'a desk that is missing',
    file: manual.replace(/ {2}registration:.*?\n\n/s, '\n'),
    says: `line ${lineOf('desks:')}: desks.registration is missing.`,
  },
  {
    what: 'a faculty with two dean’s offices',
    file: manual.replace('- faculty: WMS', '- faculty: WI'),
    says: `line ${lineOf('- faculty: WMS')}: deans_offices no. 2.faculty names WI again: a faculty has one dean’s office.`,
  },
  {
    what: 'a faculty whose code is a number',
    file: manual.replace('- faculty: WMS', '- faculty: 12'),
    says: 'deans_offices no. 2.faculty must be the code of a faculty, in quotation marks where it is a number.',
  },
  {
    what: 'a dean’s office that nobody can write to',
    file: manual.replace('    mail: deans-office-wf@agh.edu.pl\n', ''),
    says: `line ${lineOf('- faculty: WF')}: deans_offices no. 3.mail is missing.`,
  },
  {
    what: 'one dean’s office in place of the list',
    file: manual.replace(/deans_offices:.*?\n\n/s, 'deans_offices: { faculty: WI }\n\n'),
    says: `line ${lineOf('deans_offices:')}: deans_offices must be a list.`,
  },
  {
    what: 'a person among the dean’s offices',
    file: manual.replace('- faculty: WMS\n', '- faculty: WMS\n    dean: Somebody\n'),
    says: 'deans_offices no. 2 has no place for dean.',
  },
  {
    what: 'a domain with a path',
    file: manual.replace('- geol.agh.edu.pl', '- geol.agh.edu.pl/x'),
    says: `line ${lineOf('- geol')}: mail.domains no. 3 must be a domain such as agh.edu.pl.`,
  },
  {
    what: 'a named domain that is not among the domains',
    file: manual.replace('    - agh.edu.pl\n', ''),
    says: `line ${lineOf('domains:')}: mail.domains must hold the domain named above it.`,
  },
  {
    what: 'a plain http link',
    file: manual.replace('pl: https://it-help', 'pl: http://it-help'),
    says: `line ${lineOf('pl: https://it-help')}: links.mail_account.pl must be an https address`,
  },
  {
    what: 'a script for a link',
    file: manual.replace('pl: https://it-help', 'pl: javascript:it-help'),
    says: 'links.mail_account.pl must be an https address',
  },
  {
    what: 'a link to another host by its path',
    file: manual.replace('pl: https://it-help', 'pl: //it-help'),
    says: 'links.mail_account.pl must be an https address',
  },
  {
    what: 'a time zone of no place',
    file: manual.replace('Europe/Warsaw', 'Europe/Cracow'),
    says: `line ${lineOf('time_zone:')}: time_zone must be a time zone such as Europe/Warsaw.`,
  },
  {
    what: 'a colour by name',
    file: manual.replace('"#0f5a45"', 'green'),
    says: `line ${lineOf('  brand:')}: colours.brand must be a colour such as "#0f5a45", in quotation marks.`,
  },
  {
    what: 'a colour that YAML takes for a comment',
    file: manual.replace('"#0f5a45"', '#0f5a45'),
    says: 'colours.brand is missing, or stands without quotation marks.',
  },
  {
    what: 'a style in place of a face',
    file: manual.replace('colours:\n', 'colours:\n  display: "serif; } body { display: none"\n'),
    says: 'colours.display must be a list of type faces',
  },
  {
    what: 'a colour too pale for the page',
    file: manual.replace('"#0f5a45"', '"#1aa37d"'),
    says: `line ${lineOf('  brand:')}: colours.brand has a contrast of only 3.0:1 on the page by day`,
  },
  {
    what: 'a colour too pale for its text',
    file: manual.replace('"#ffffff"', '"#6b8a80"'),
    says: `line ${lineOf('  on_brand:')}: colours.on_brand has a contrast of only 2.1:1 on brand`,
  },
  {
    what: 'a colour too dark for the night',
    file: manual.replace('"#8bd8ba"', '"#0f5a45"'),
    says: `line ${lineOf('  brand_night:')}: colours.brand_night has a contrast of only 2.0:1 on the page by night`,
  },
  {
    what: 'a day that is none',
    file: manual.replace('2026-11-16', '16.11.2026'),
    says: `line ${lineOf('- date:')}: portal.notices no. 1.date must be a day such as 2026-11-20.`,
  },
  {
    what: 'a word that is in every password',
    file: manual.replace('[agh,', '[a, agh,'),
    says: `line ${lineOf('context_words:')}: context_words no. 1 is too short`,
  },
  {
    what: 'a text nobody says',
    file: withTexts('  other.waiting:\n    pl: Nic'),
    says: 'texts: there is no text other.waiting; did you mean test-institution.waiting.',
  },
  {
    what: 'a placeholder nobody fills',
    file: withTexts('  test-institution.greeting:\n    pl: Witaj, {name}'),
    says: 'texts: test-institution.greeting has no {name} to fill in.',
  },
  {
    what: 'a text that lost what the page fills in',
    file: withTexts('  test-institution.waiting:\n    en: Wait'),
    says: 'texts: test-institution.waiting must keep {minutes}.',
  },
]

test.each(wrong)('$what is refused with its line and a sentence', ({ file, says }) => {
  expect(faultsOf(file)).toContainEqual(expect.stringContaining(says))
})

test('all faults are told at once, in the order of the file', () => {
  const faults = faultsOf(
    manual
      .replace('Europe/Warsaw', 'Mars')
      .replace('mail: it-desk@agh.edu.pl', 'mail: none')
      .replace('short: AGH', 'short: 1'),
  )
  expect(faults.map((fault) => fault.replace(/ must.*/, ''))).toEqual([
    `line ${lineOf('short:')}: short`,
    `line ${lineOf('mail: it-desk')}: desks.it.mail`,
    `line ${lineOf('time_zone:')}: time_zone`,
  ])
})

test('a file that is not there is told by its name', () => {
  expect(() => loadInstitution('nowhere.yaml')).toThrow(
    'nowhere.yaml cannot be used:\n  - the file cannot be read. INSTITUTION_FILE names it.',
  )
})

function faultsOf(file: string): readonly string[] {
  try {
    readInstitution(file, { texts })
  } catch (error) {
    if (error instanceof BadInstitution) return error.faults
    throw error
  }
  return []
}

function withTexts(more: string) {
  return manual.replace('texts: {}', `texts:\n${more}`)
}

function lineOf(beginning: string) {
  return manual.split('\n').findIndex((line) => line.trimStart().startsWith(beginning.trimStart())) + 1
}

function lines(text: string) {
  return text.split('\n').length
}
