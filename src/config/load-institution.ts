import { readFileSync } from 'node:fs'
import { allTexts, type Language, type Text } from '../language/index.ts'
import { readYaml, type YamlFault } from './checked-yaml.ts'
import type { AccessibilityFacts, Desk, Institution } from './institution.ts'
import { type InstitutionFile, institutionSchema } from './institution-schema.ts'
import { reviewDue } from './review-due.ts'

/** The institution file cannot be used. Each fault is a sentence that begins with its line. */
export class BadInstitution extends Error {
  readonly faults: readonly string[]

  constructor(file: string, faults: readonly string[]) {
    super(`${file} cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.name = 'BadInstitution'
    this.faults = faults
  }
}

/** Reads and checks the institution file. Throws `BadInstitution` with every fault at once (req 121, 124). */
export function loadInstitution(file: string): Institution {
  return readInstitution(readText(file), { file, texts: allTexts() })
}

/** The same from its text. `texts` are those that may be overridden. */
export function readInstitution(source: string, { file = 'institution.yaml', texts = allTexts() } = {}): Institution {
  const refuse = (faults: readonly YamlFault[]) => {
    if (faults.length === 0) return
    const sorted = faults.toSorted((one, other) => one.line - other.line)
    throw new BadInstitution(file, [...new Set(sorted.map(({ line, sentence }) => `line ${line}: ${sentence}.`))])
  }
  const yaml = readYaml(source)
  if (yaml.kind === 'faulty') {
    refuse(yaml.faults)
    throw new BadInstitution(file, ['line 1: the file is not as it should be.'])
  }
  const { value, lineOf } = yaml
  const parsed = institutionSchema.safeParse(value)
  if (!parsed.success) {
    refuse(
      parsed.error.issues.map(({ path, message, code, ...rest }) => {
        const unknown = code === 'unrecognized_keys' && 'keys' in rest ? (rest.keys as string[]).slice(0, 1) : []
        return { line: lineOf([...path, ...unknown]), sentence: `${nameOf(path)} ${message}` }
      }),
    )
    throw new BadInstitution(file, ['line 1: the file is not as it should be.'])
  }
  refuse(faultsInTexts(parsed.data, texts).map(({ path, sentence }) => ({ line: lineOf(path), sentence })))
  return institutionFrom(parsed.data)
}

function readText(file: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new BadInstitution(file, ['the file cannot be read. INSTITUTION_FILE names it.'])
  }
}

function institutionFrom(file: InstitutionFile): Institution {
  const { desks, links, portal, colours, mail } = file
  const institution: Omit<Institution, 'words'> = {
    short: file.short,
    university: file.university,
    fullName: file.full_name,
    system: file.system,
    account: file.account,
    mailAccount: mail.account,
    mailDomain: mail.domain,
    mailDomains: [mail.domain, ...mail.domains.filter((domain) => domain !== mail.domain)],
    desks: { usos: deskFrom(desks.usos), it: deskFrom(desks.it), registration: deskFrom(desks.registration) },
    deansOffices: file.deans_offices.map(({ faculty_name, ...office }) => ({ ...office, facultyName: faculty_name })),
    links: {
      mailAccount: links.mail_account,
      accessibilityStatement: links.accessibility_statement,
      personalData: links.personal_data,
    },
    dataProtection: { ...file.data_protection, controller: file.data_protection?.controller ?? file.full_name },
    accessibility: accessibilityFrom(file.accessibility),
    portal,
    timeZone: file.time_zone,
    brand: {
      brand: colours.brand,
      onBrand: colours.on_brand,
      brandNight: colours.brand_night,
      onBrandNight: colours.on_brand_night,
      display: colours.display,
    },
    contextWords: file.context_words,
    overrides: new Map(Object.entries(file.texts)),
    mailFrom: mail.from,
  }
  const spoken = { pl: wordsIn('pl', institution), en: wordsIn('en', institution) }
  return { ...institution, words: (language) => spoken[language] }
}

function deskFrom({ answers_for, ...desk }: InstitutionFile['desks']['usos']): Desk {
  return { ...desk, answersFor: answers_for }
}

function accessibilityFrom(given: InstitutionFile['accessibility']): AccessibilityFacts {
  if (!given) return { notAccessible: [], outsideTheAct: [], contact: {} }
  const { undue_burden, not_accessible, outside_the_act, contact, postal_address, building_page, ...same } = given
  return {
    ...same,
    undueBurden: undue_burden,
    notAccessible: not_accessible,
    outsideTheAct: outside_the_act,
    contact: contact ?? {},
    postalAddress: postal_address,
    buildingPage: building_page,
    reviewDue: reviewDue(same.reviewed ?? same.prepared),
  }
}

function wordsIn(language: Language, institution: Omit<Institution, 'words'>) {
  const { usos, it, registration } = institution.desks
  return {
    university: institution.university[language],
    short: institution.short[language],
    system: institution.system[language],
    account: institution.account[language],
    mailAccount: institution.mailAccount[language],
    mailDomain: institution.mailDomain,
    usosDesk: usos.name[language],
    usosDeskMail: usos.mail,
    itDesk: it.name[language],
    itDeskMail: it.mail,
    registrationDesk: registration.name[language],
    registrationDeskMail: registration.mail,
  }
}

/** An override must fit a text there is, and keep what the page fills in: no sentence may lose its date or its link. */
function faultsInTexts(file: InstitutionFile, texts: ReadonlyMap<string, Text>) {
  const standing = new Set(Object.keys(institutionFrom(file).words('en')))
  return Object.entries(file.texts).flatMap(([key, wording]) => {
    const text = texts.get(key)
    if (!text) return [{ path: ['texts', key], sentence: `texts: there is no text ${key}${nearest(key, texts)}` }]
    const filled = new Set([...placeholders(text.pl), ...placeholders(text.en)].filter((name) => !standing.has(name)))
    return (['pl', 'en'] as const).flatMap((language) => {
      const given = wording[language]
      if (given === undefined) return []
      const path = ['texts', key, language]
      const used = placeholders(given)
      const unknown = used.filter((name) => !filled.has(name) && !standing.has(name))
      const lost = [...filled].filter((name) => !used.includes(name))
      return [
        ...unknown.map((name) => ({ path, sentence: `texts: ${key} has no {${name}} to fill in` })),
        ...lost.map((name) => ({ path, sentence: `texts: ${key} must keep {${name}}` })),
      ]
    })
  })
}

function placeholders(text: string) {
  return [...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name = '']) => name)
}

/** The declared key that shares the longest ending or beginning: most wrong keys are near a right one. */
function nearest(key: string, texts: ReadonlyMap<string, Text>) {
  const last = key.split('.').at(-1)
  const [best] = [...texts.keys()].filter((name) => name.split('.').at(-1) === last)
  return best === undefined ? '' : `; did you mean ${best}`
}

function nameOf(path: readonly PropertyKey[]) {
  return path.length === 0
    ? 'the file'
    : path
        .map((step) => (typeof step === 'number' ? `no. ${step + 1}` : String(step)))
        .join('.')
        .replaceAll('.no.', ' no.')
}
