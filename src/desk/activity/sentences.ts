import type { AuditEventName } from '../../audit/index.ts'
import { defineTexts, type Text } from '../../language/index.ts'
import { timelineTexts } from '../people/timeline-texts.ts'

const texts = defineTexts('desk.activity.events', {
  signedIn: { pl: 'Zalogowanie', en: 'Signed in' },
  signInRefused: { pl: 'Odmowa logowania', en: 'Sign-in refused' },
  sourceThrottled: { pl: 'Alarm: jedna sieć myliła się zbyt często', en: 'Alarm: one network failed too often' },
  spraying: {
    pl: 'Alarm: z jednej sieci próbowano tego samego hasła na wielu kontach',
    en: 'Alarm: one network tries a password on many accounts',
  },
  serviceOpened: { pl: 'Przejście do usługi bez ponownego logowania', en: 'Went on to a service, signed in already' },
  proxyingGranted: {
    pl: 'Usługa może działać w imieniu tej osoby',
    en: 'A service may go on in the name of the person',
  },
  proxyTicket: {
    pl: 'Usługa przeszła do innej w imieniu tej osoby',
    en: 'A service went on in the name of the person',
  },
  serviceRefused: { pl: 'Odmowa: nieznana usługa', en: 'Refused: a service that is not registered' },
  consentGiven: { pl: 'Zgoda na przekazywanie danych usłudze', en: 'Agreed that a service learns data' },
  consentWithdrawn: { pl: 'Cofnięcie zgody na przekazywanie danych usłudze', en: 'Withdrew the consent for a service' },
  replayed: {
    pl: 'Kod lub token usługi użyty drugi raz, dostęp cofnięty',
    en: 'A code or token of a service was used twice, access withdrawn',
  },
  clientRefused: { pl: 'Usługa nie potwierdziła swojej tożsamości', en: 'A service could not prove who it is' },
  keysRotated: { pl: 'Wymieniono klucze podpisu', en: 'The signing keys were renewed' },
  keyRetired: { pl: 'Wycofano klucz podpisu', en: 'A signing key was withdrawn' },
  retention: { pl: 'Usunięto dane, których czas minął', en: 'Data whose time is over was removed' },
  codeMailed: {
    pl: 'Wysłano kod do ustawienia drugiego składnika',
    en: 'A code for setting up the second factor was mailed',
  },
  codesRenewed: { pl: 'Utworzono nowe kody zapasowe', en: 'New recovery codes made' },
  personViewed: { pl: 'Obejrzano stronę osoby', en: 'Looked at the page of a person' },
  caseGivenBack: { pl: 'Sprawę oddano', en: 'Case given back' },
  importPlanned: {
    pl: 'Import: wczytano plik, nic jeszcze nie zmieniono',
    en: 'Import: a feed was read, nothing changed yet',
  },
  importApplied: { pl: 'Import: wprowadzono zmiany', en: 'Import: the feed is in the registry' },
  importRefused: { pl: 'Import: plik odrzucono', en: 'Import: the feed was refused' },
  usosPullStarted: { pl: 'Zaczęto pobierać osoby z USOS API', en: 'People are being pulled from the USOS API' },
  usosPullEnded: { pl: 'Skończono pobierać osoby z USOS API', en: 'A pull from the USOS API is over' },
  usosPullFailed: { pl: 'Pobieranie z USOS API nie powiodło się', en: 'A pull from the USOS API came to nothing' },
  serviceRegistered: { pl: 'Zarejestrowano usługę', en: 'Service registered' },
  serviceChanged: { pl: 'Zmieniono usługę', en: 'Service changed' },
  serviceWithdrawn: { pl: 'Wyłączono usługę', en: 'Service taken out of use' },
  serviceRestored: { pl: 'Włączono usługę', en: 'Service put into use again' },
  serviceSecretRenewed: { pl: 'Nadano usłudze nowy sekret', en: 'New secret made for a service' },
  demoSeeded: { pl: 'Utworzono uczelnię pokazową', en: 'The demo university was made' },
})

const one = (text: Text<never>) => ({ success: text, failure: text })

/** What staff read of each event. An event without a sentence does not compile. */
export const sentences = {
  ...timelineTexts,
  'sign-in': { success: texts.signedIn, failure: texts.signInRefused },
  'source-throttled': one(texts.sourceThrottled),
  'spraying-suspected': one(texts.spraying),
  'service-ticket-issued': one(texts.serviceOpened),
  'proxying-granted': one(texts.proxyingGranted),
  'proxy-ticket-issued': one(texts.proxyTicket),
  'service-refused': one(texts.serviceRefused),
  'consent-given': one(texts.consentGiven),
  'consent-withdrawn': one(texts.consentWithdrawn),
  'oidc-authorized': one(texts.serviceOpened),
  'oidc-client-refused': one(texts.clientRefused),
  'oidc-token-replayed': one(texts.replayed),
  'signing-keys-rotated': one(texts.keysRotated),
  'signing-key-retired': one(texts.keyRetired),
  retention: one(texts.retention),
  'second-factor-code-mailed': one(texts.codeMailed),
  'recovery-codes-renewed': one(texts.codesRenewed),
  'person-viewed': one(texts.personViewed),
  'case-given-back': one(texts.caseGivenBack),
  'import-planned': one(texts.importPlanned),
  'import-applied': one(texts.importApplied),
  'import-refused': one(texts.importRefused),
  'usos-pull-started': one(texts.usosPullStarted),
  'usos-pull-ended': { success: texts.usosPullEnded, failure: texts.usosPullFailed },
  'service-registered': one(texts.serviceRegistered),
  'service-changed': one(texts.serviceChanged),
  'service-withdrawn': one(texts.serviceWithdrawn),
  'service-restored': one(texts.serviceRestored),
  'service-secret-renewed': one(texts.serviceSecretRenewed),
  'demo-seeded': one(texts.demoSeeded),
} as const satisfies Record<AuditEventName, { success: Text<never>; failure: Text<never> }>

const names: ReadonlySet<string> = new Set(Object.keys(sentences))

/** Also false for events of an earlier version, which still stand in the trail. */
export function isEventName(name: string): name is AuditEventName {
  return names.has(name)
}
