import { defineTexts, type Text } from '../language/index.ts'
import { type AttributeName, attributeNames } from './released-attributes.ts'

const words = defineTexts('services', {
  address: { pl: 'uczelniany adres e-mail', en: 'your university e-mail address' },
  givenName: { pl: 'imiona', en: 'your given names' },
  surname: { pl: 'nazwisko', en: 'your surname' },
  name: { pl: 'imię i nazwisko', en: 'your name' },
  affiliation: {
    pl: 'to, czy studiujesz lub pracujesz na uczelni',
    en: 'whether you study or work at the university',
  },
  albumNumber: { pl: 'numer albumu', en: 'your album number' },
  usosId: { pl: 'numer osoby w USOS', en: 'your number in USOS' },
  permanentId: {
    pl: 'stały identyfikator, w którym nie ma Twoich danych',
    en: 'a permanent identifier with nothing about you in it',
  },
  university: { pl: 'to, z której jesteś uczelni', en: 'which university you belong to' },
  studentIdentifier: {
    pl: 'europejski identyfikator studenta, z numerem albumu',
    en: 'your European Student Identifier, which holds your album number',
  },
})

/** What each attribute tells of a person, as the person would say it: for the account page and the questions of consent. */
export const attributeWords = {
  mail: words.address,
  givenName: words.givenName,
  sn: words.surname,
  displayName: words.name,
  employeeType: words.affiliation,
  student_number: words.albumNumber,
  usos_id: words.usosId,
  eduPersonAffiliation: words.affiliation,
  eduPersonScopedAffiliation: words.affiliation,
  eduPersonPrincipalName: words.address,
  eduPersonUniqueId: words.permanentId,
  schacHomeOrganization: words.university,
  schacPersonalUniqueCode: words.studentIdentifier,
} as const satisfies Record<AttributeName, Text>

/** The same for several attributes, each thing once: what tells the same is one line, and parts of a name are not said beside the whole. */
export function learnedWords(attributes: readonly AttributeName[]): (typeof attributeWords)[AttributeName][] {
  const has = (name: AttributeName) => attributes.includes(name)
  const said = (name: AttributeName) =>
    (name === 'displayName' && has('givenName') && has('sn')) ||
    (name === 'sn' && has('displayName') && !has('givenName'))
  const told = attributeNames.filter((name) => has(name) && !said(name))
  return [...new Set(told.map((name) => attributeWords[name]))]
}

/** By what each protocol names the person, whatever else is released: CAS by the ID, OpenID Connect by an opaque one. */
const namedBy = { cas: 'mail', oidc: 'eduPersonUniqueId' } as const satisfies Record<string, AttributeName>

/** All that a service learns by these protocols: who it is, and what is released. */
export function learnedBy(protocols: readonly (keyof typeof namedBy)[], attributes: readonly AttributeName[]) {
  return learnedWords([...attributes, ...protocols.map((protocol) => namedBy[protocol])])
}
