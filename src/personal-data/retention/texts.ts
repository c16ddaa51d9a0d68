import { defineTexts } from '../../language/index.ts'

/** What each table holds, in words for whose data it is. */
export const whatTexts = defineTexts('personal-data.what', {
  people: {
    pl: 'Imiona i nazwisko, identyfikator USOS, numer albumu, statusy studiów i zatrudnienia, stan konta, język wiadomości, role w obsłudze kont',
    en: 'Names, the number in USOS, the album number, the statuses of studies and employment, the state of the account, the language of letters, roles at the desk',
  },
  addresses: {
    pl: 'Adresy e-mail, w tym ten do logowania',
    en: 'E-mail addresses, among them the one to sign in with',
  },
  studies: { pl: 'Kierunki studiów, wydziały i ich stan', en: 'Fields of study, faculties and how they stand' },
  identity_proofs: {
    pl: 'Skrót z kluczem odpowiedzi na pytanie zabezpieczające (PESEL, data urodzenia albo dokument); samej odpowiedzi nie ma nigdzie',
    en: 'A keyed digest of the answer to the security question (PESEL, birth date or document); the answer itself is nowhere',
  },
  key_checks: {
    pl: 'Po czym serwer poznaje, że ma właściwe klucze',
    en: 'By what a server tells that its keys are the right ones',
  },
  pesel_keys: { pl: 'Które klucze skrótów PESEL są w użyciu', en: 'Which keys of PESEL digests are in use' },
  pesel_key_seals: { pl: 'Klucze skrótów PESEL, zaszyfrowane', en: 'The keys of PESEL digests, sealed' },
  merges: {
    pl: 'Z jakich dwóch zapisów powstał jeden, kto je połączył i dlaczego; jak wyglądały, tylko dopóki da się to cofnąć',
    en: 'Which two records became one, who merged them and why; how they were, only as long as it can be undone',
  },
  merged_ids: { pl: 'Drugi identyfikator USOS tej samej osoby', en: 'A second number of a person in USOS' },
  credentials: {
    pl: 'Skrót hasła i dzień, w którym je ustawiono',
    en: 'A digest of the password, and the day it was set',
  },
  previous_passwords: {
    pl: 'Skróty kilku poprzednich haseł, aby nie wróciły',
    en: 'Digests of the last few passwords, so that they do not come back',
  },
  mailed_links: {
    pl: 'Odnośniki do ustawienia hasła: skrót, adres, chwile wysłania i użycia',
    en: 'Links to set a password: a digest, the address, when they were sent and used',
  },
  wrong_answers: {
    pl: 'Chwile błędnych odpowiedzi na pytanie zabezpieczające',
    en: 'When the security question was answered wrongly',
  },
  sign_in_lanes: {
    pl: 'Liczba nieudanych logowań na konto i z przeglądarki',
    en: 'How many sign-ins to an account, and from a browser, have failed',
  },
  sign_in_failures: {
    pl: 'Liczba nieudanych logowań z jednej sieci; adres sieci tylko jako skrót z kluczem',
    en: 'How many sign-ins from one network have failed; the network is a keyed digest only',
  },
  budgets: {
    pl: 'Liczniki chroniące przed nadużyciem; do kogo należą, mówi tylko skrót z kluczem',
    en: 'Counters against abuse; whose they are is a keyed digest only',
  },
  spent_forms: { pl: 'Znaki formularzy już wysłanych', en: 'Marks of forms that were sent already' },
  sessions: {
    pl: 'Sesje: przeglądarka, adres sieciowy, początek, ostatnie użycie i koniec',
    en: 'Sessions: browser, network address, beginning, last use and end',
  },
  service_tickets: { pl: 'Bilety w drodze do usługi', en: 'Tickets on their way to a service' },
  service_visits: {
    pl: 'Do których usług prowadziło logowanie, aby powiedzieć im o wylogowaniu',
    en: 'To which services a sign-in led, so that they hear of signing out',
  },
  registered_services: {
    pl: 'Usługi zarejestrowane w obsłudze kont i kto je zmienił',
    en: 'The services registered at the desk, and who changed them',
  },
  proxy_granting_tickets: {
    pl: 'Bilety usług, które działają w imieniu osoby',
    en: 'Tickets of services that go on in the name of a person',
  },
  consents: {
    pl: 'Zgody: która usługa otrzymuje jakie dane',
    en: 'Consents: which service learns which data',
  },
  oidc_keys: { pl: 'Klucze podpisu, zaszyfrowane', en: 'Signing keys, sealed' },
  oidc_grants: { pl: 'Na co pozwolono aplikacjom w tej sesji', en: 'What applications were granted in a session' },
  oidc_tokens: { pl: 'Tokeny odświeżania aplikacji, jako skróty', en: 'Refresh tokens of applications, as digests' },
  oidc_passing: {
    pl: 'Kody i tokeny dostępu aplikacji, jako skróty',
    en: 'Codes and access tokens of applications, as digests',
  },
  portal_sessions: {
    pl: 'Sesje strony głównej: adres do logowania i dane z logowania',
    en: 'Sessions of the front page: the address and what the sign-in told of the person',
  },
  audit_events: {
    pl: 'Dziennik: kto, co, kiedy i z jakim wynikiem; adres sieciowy najwyżej przez 90 dni',
    en: 'The audit trail: who, what, when and with what outcome; the network address for 90 days at most',
  },
  audit_seals: {
    pl: 'Pieczęcie dziennika: skróty z kluczem, po których widać, że ktoś go zmienił',
    en: 'The seals of the trail: keyed digests that show whether somebody has changed it',
  },
  audit_chain: { pl: 'Początek i koniec łańcucha pieczęci', en: 'Where the chain of seals begins and ends' },
  audit_shipping: {
    pl: 'Jak daleko dziennik dotarł do systemu, który go zbiera',
    en: 'How far the trail has reached the system that collects it',
  },
  letters: {
    pl: 'Wiadomości: rodzaj, adres i stan; treść znika z chwilą wysłania',
    en: 'Letters: kind, address and state; the words go when a letter is sent',
  },
  resting_addresses: {
    pl: 'Adresy, które zwracały wiadomości, i jak długo nic tam nie wysyłamy',
    en: 'Addresses that sent letters back, and how long none goes there',
  },
  second_factors: {
    pl: 'Drugi składnik logowania, zaszyfrowany',
    en: 'The second factor of a sign-in, sealed',
  },
  recovery_codes: {
    pl: 'Kody zapasowe do drugiego składnika, jako skróty',
    en: 'Recovery codes for the second factor, as digests',
  },
  one_time_codes: { pl: 'Kody jednorazowe, jako skróty', en: 'One-time codes, as digests' },
  help_requests: {
    pl: 'Prośby o pomoc, zanim potwierdzono skrzynkę',
    en: 'Help requests before the mailbox is proved',
  },
  cases: {
    pl: 'Sprawy: adres, kierunek, numer albumu i odpowiedź; własne słowa tylko przez 90 dni po zamknięciu',
    en: 'Cases: address, field of study, album number and the answer; what was written in own words for 90 days after the end only',
  },
  case_messages: { pl: 'Pytania i odpowiedzi w sprawie', en: 'Questions and answers about a case' },
  import_runs: {
    pl: 'Raporty importów z rejestru: liczby i numery osób w USOS; imiona i nazwiska najwyżej przez dzień',
    en: 'Reports of imports from the registry: counts and numbers of USOS; names for a day at most',
  },
  scim_tokens: {
    pl: 'Tokeny systemów tożsamości, jako skróty, kto je utworzył i dokąd przeczytano nimi listę osób',
    en: 'The tokens of identity systems, as digests, who made them and how far each has read the list of people',
  },
  usos_pulls: {
    pl: 'Przebieg pobierania osób z USOS API: kiedy, kto zaczął, z jakim wynikiem',
    en: 'How people were pulled from the USOS API: when, who began it, with what outcome',
  },
  usos_pull_lists: {
    pl: 'Jednostki i programy pobierania, które trwa',
    en: 'Units and programmes of a pull under way',
  },
  usos_pull_people: { pl: 'Osoby pobierania, które trwa', en: 'The people of a pull under way' },
  import_rows: { pl: 'Wiersze importu, który czeka', en: 'Rows of an import that waits' },
  import_changes: { pl: 'Zmiany, które import ma wprowadzić', en: 'What an import is going to change' },
  registry_facts: { pl: 'Widok na dane rejestru: nic własnego', en: 'A view of the registry: nothing of its own' },
  services_file_told: {
    pl: 'Co dziennik wie o pliku usług: ich nazwy skrócone i odciski wpisów',
    en: 'What the trail has heard of the file of services: their ids and fingerprints of the entries',
  },
  shown_people_deltas: { pl: 'Ile osób widzą systemy tożsamości', en: 'How many people identity systems see' },
  erased_identifiers: {
    pl: 'Skróty z kluczem adresów i numerów usuniętych osób, aby nikt inny ich nie dostał',
    en: 'Keyed digests of addresses and numbers of people who were erased, so that nobody else gets them',
  },
  development_mailbox: { pl: 'Skrzynka wersji pokazowej', en: 'The mailbox of the demo' },
  development_cast: { pl: 'Wymyślone osoby wersji pokazowej', en: 'The invented people of the demo' },
  'graphile_worker._private_jobs': { pl: 'Prace, które czekają, po numerach', en: 'Work that waits, by numbers' },
})

/** What it is for, and on which ground of the GDPR. */
export const purposeTexts = defineTexts('personal-data.purpose', {
  account: { pl: 'Prowadzenie konta', en: 'Keeping the account' },
  services: { pl: 'Logowanie do usług', en: 'Signing in to services' },
  security: { pl: 'Ochrona konta i hasła', en: 'Protecting account and password' },
  help: { pl: 'Pomoc z kontem', en: 'Help with the account' },
  letters: { pl: 'Wiadomości', en: 'Letters' },
  evidence: { pl: 'Rozliczalność', en: 'Accountability' },
})

export const groundTexts = defineTexts('personal-data.ground', {
  account: {
    pl: 'Zadanie publiczne uczelni (RODO, art. 6 ust. 1 lit. e): kształcenie i jego dokumentowanie według ustawy z 20 lipca 2018 r.',
    en: 'The public task of the university (GDPR, Art. 6(1)(e)): teaching and its records under the Polish act of 20 July 2018',
  },
  services: {
    pl: 'Zadanie publiczne uczelni (RODO, art. 6 ust. 1 lit. e); tam, gdzie usługa pyta, zgoda (art. 6 ust. 1 lit. a, art. 7)',
    en: 'The public task of the university (GDPR, Art. 6(1)(e)); where a service asks, consent (Art. 6(1)(a), Art. 7)',
  },
  security: {
    pl: 'Obowiązek zabezpieczenia danych (RODO, art. 6 ust. 1 lit. c i art. 32)',
    en: 'The duty to keep data secure (GDPR, Art. 6(1)(c) and Art. 32)',
  },
  help: {
    pl: 'Zadanie publiczne uczelni, na prośbę osoby (RODO, art. 6 ust. 1 lit. e)',
    en: 'The public task of the university, at the request of the person (GDPR, Art. 6(1)(e))',
  },
  letters: {
    pl: 'Zadanie publiczne uczelni (RODO, art. 6 ust. 1 lit. e)',
    en: 'The public task of the university (GDPR, Art. 6(1)(e))',
  },
  evidence: {
    pl: 'Obowiązek wykazania, co się działo (RODO, art. 5 ust. 2, art. 6 ust. 1 lit. c, art. 17 ust. 3 lit. b)',
    en: 'The duty to show what has happened (GDPR, Art. 5(2), Art. 6(1)(c), Art. 17(3)(b))',
  },
})

/** How long. */
export const keptTexts = defineTexts('personal-data.kept', {
  'with-account': { pl: 'dopóki istnieje konto', en: 'as long as the account is there' },
  'after-closing': {
    pl: 'dopóki konto jest otwarte, potem {days} dni',
    en: 'while the account is open, then {days} days',
  },
  'after-end': { pl: '{days} dni po upływie ważności', en: '{days} days after it has run out' },
  'at-end': { pl: 'do upływu ważności', en: 'until it runs out' },
  since: { pl: '{days} dni', en: '{days} days' },
  'since-last': { pl: '{days} dni od ostatniego razu', en: '{days} days after the last time' },
  'day-since-last': { pl: '{days} dzień od ostatniego razu', en: '{days} day after the last time' },
  lanes: {
    pl: '{days} dni od ostatniego razu; konto zatrzymane po wielu próbach pozostaje zatrzymane do nowego hasła, a licznik przeglądarki żyje tak długo jak jej plik cookie',
    en: '{days} days after the last time; an account that was stopped after many tries stays so until a new password, and the count of a browser lives as long as its cookie',
  },
  'with-session': { pl: 'tak długo jak sesja', en: 'as long as the session' },
  'while-registered': { pl: 'dopóki usługa jest zarejestrowana', en: 'as long as the service is registered' },
  'with-account-and-service': {
    pl: 'do cofnięcia, dopóki są konto i usługa',
    en: 'until it is withdrawn, as long as account and service are there',
  },
  trail: { pl: '{days} dni, według ustawienia KEEP_AUDIT', en: '{days} days, by the setting KEEP_AUDIT' },
  'with-trail': {
    pl: '{days} dni, i nie dłużej niż dziennik',
    en: '{days} days, and no longer than the audit trail',
  },
  'after-closing-case': { pl: '{days} dni po zamknięciu sprawy', en: '{days} days after the case is closed' },
  plan: { pl: 'najwyżej {days} dzień', en: '{days} day at most' },
  'for-ever': {
    pl: 'dopóki działa system, aby adres nie trafił do innej osoby',
    en: 'as long as the system runs, so that an address goes to nobody else',
  },
  'with-system': { pl: 'dopóki działa system', en: 'as long as the system runs' },
  keys: { pl: 'dopóki klucz coś potwierdza', en: 'as long as the key verifies anything' },
  'with-account-undone': {
    pl: 'dopóki istnieje konto; stan sprzed połączenia tylko {days} dni, dopóki można je cofnąć',
    en: 'as long as the account is there; how the records were before for {days} days only, while the merge can be undone',
  },
  'trail-of-token': {
    pl: 'dopóki token działa, potem {days} dni, tak jak dziennik, który go wymienia',
    en: 'while the token opens something, then {days} days, as long as the trail that names it',
  },
  pull: {
    pl: 'dopóki trwa pobieranie, a gdy utknie, najwyżej {days} dzień',
    en: 'while the pull goes on, and {days} day at most once it stands still',
  },
  demo: { pl: 'tylko w wersji pokazowej', en: 'in the demo only' },
})
