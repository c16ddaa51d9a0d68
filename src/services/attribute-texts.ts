import { defineTexts } from '../language/index.ts'
import type { AttributeName } from './released-attributes.ts'

/** What a service learns, in the words of the person it is about: for the page of consent and the account page. */
export function attributeWords(names: readonly AttributeName[]) {
  return names.map((name) => attributeTexts[name])
}

const attributeTexts = defineTexts('services.attributes', {
  mail: { pl: 'uczelniany adres e-mail', en: 'your university e-mail address' },
  givenName: { pl: 'imiona', en: 'your given names' },
  sn: { pl: 'nazwisko', en: 'your surname' },
  displayName: { pl: 'imiona i nazwisko', en: 'your full name' },
  employeeType: { pl: 'czy studiujesz, czy pracujesz na uczelni', en: 'whether you study or work here' },
  student_number: { pl: 'numer albumu', en: 'your album number' },
  usos_id: { pl: 'identyfikator w systemie USOS', en: 'your number in USOS' },
  eduPersonAffiliation: { pl: 'rola na uczelni', en: 'your role at the university' },
  eduPersonScopedAffiliation: {
    pl: 'rola na uczelni, z nazwą uczelni',
    en: 'your role at the university, with the name of the university',
  },
  eduPersonPrincipalName: { pl: 'identyfikator, którym się logujesz', en: 'the ID you sign in with' },
  eduPersonUniqueId: {
    pl: 'stały numer, po którym usługa Cię rozpozna',
    en: 'a lasting number by which the service recognises you',
  },
  schacHomeOrganization: { pl: 'nazwa Twojej uczelni', en: 'which university you belong to' },
  schacPersonalUniqueCode: { pl: 'Europejski Identyfikator Studenta', en: 'your European Student Identifier' },
})
