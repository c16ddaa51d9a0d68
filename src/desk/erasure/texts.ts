import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('desk.erasure', {
  title: { pl: 'Usuń dane: {name}', en: 'Erase {name}' },
  lead: {
    pl: 'Tego nie można cofnąć. Na żądanie osoby (RODO, art. 17) albo gdy jej dane nie są już potrzebne.',
    en: 'This cannot be undone. At the request of the person (GDPR, Art. 17), or when the data is no longer needed.',
  },
  goes: { pl: 'Znikną', en: 'What goes' },
  goesAccount: {
    pl: 'konto: imiona i nazwisko, numer albumu, identyfikatory USOS, adresy, studia, hasło, odpowiedź na pytanie zabezpieczające i drugi składnik, a także zapisy połączone z tym kontem',
    en: 'the account: names, album number, USOS ids, addresses, studies, password, the answer to the security question and the second factor; and the records that were merged into it',
  },
  goesUse: {
    pl: 'sesje, odnośniki, kody, zgody, dane o odwiedzonych usługach, wiadomości i sprawy; usługi od razu dowiedzą się o wylogowaniu',
    en: 'sessions, links, codes, consents, visits to services, letters and cases; the services are told of the sign-out at once',
  },
  stays: { pl: 'Zostaną', en: 'What stays' },
  staysTrail: {
    pl: 'wpisy w dzienniku, pod numerem bez nazwiska, tak długo jak cały dziennik',
    en: 'the entries of the activity, under a number without a name, as long as all of it',
  },
  staysDigests: {
    pl: 'skróty z kluczem adresów i numerów: nikt inny ich nie dostanie, a osoba nie wróci z następnym importem',
    en: 'keyed digests of addresses and numbers: nobody else gets them, and the person does not come back with the next import',
  },
  staysElsewhere: {
    pl: 'to, co usługi i USOS same zapisały; o usunięcie trzeba poprosić także tam',
    en: 'what services and USOS keep themselves; they have to be asked as well',
  },
  confirm: { pl: 'Wpisz jeszcze raz: {wanted}', en: 'Type it again: {wanted}' },
  reason: { pl: 'Powód', en: 'Reason' },
  reasonHint: {
    pl: 'Zostaje w dzienniku: numer pisma, bez nazwiska osoby i bez numeru PESEL.',
    en: 'Kept in the activity: the number of the letter, without the name of the person, and no PESEL.',
  },
  erase: { pl: 'Usuń dane na zawsze', en: 'Erase for good' },
  back: { pl: 'Wróć do osoby', en: 'Back to the person' },
  notErased: { pl: 'Nic nie zostało usunięte', en: 'Nothing has been erased' },
  wrongConfirmation: { pl: 'Wpisz dokładnie: {wanted}', en: 'Type exactly: {wanted}' },
  reasonMissing: { pl: 'Podaj powód', en: 'Give a reason' },
  reasonTooLong: { pl: 'Skróć powód do 500 znaków', en: 'Shorten the reason to 500 characters' },
  reasonName: {
    pl: 'Usuń z powodu nazwisko i adres tej osoby',
    en: 'Take the name and the address of the person out of the reason',
  },
  worksAtDesk: {
    pl: 'Ta osoba pracuje w obsłudze kont. Najpierw trzeba odebrać jej role.',
    en: 'This person works at the desk. The roles have to be taken away first.',
  },
  merged: {
    pl: 'Ten zapis połączono z innym. Usuwa się tamten, a ten razem z nim.',
    en: 'This record was merged into another. That one is erased, and this one goes with it.',
  },
  toMerged: { pl: 'Usuń tamten zapis', en: 'Erase the other record' },
  busy: {
    pl: 'Właśnie trwa import. Spróbuj za kilka minut.',
    en: 'An import is being written just now. Try again in a few minutes.',
  },
  toRoles: { pl: 'Role', en: 'Roles' },
  doneTitle: { pl: 'Dane zostały usunięte', en: 'The person has been erased' },
  doneLead: {
    pl: 'W dzienniku ta osoba jest od teraz numerem {pseudonym}. Usługi dowiadują się o wylogowaniu.',
    en: 'In the activity the person is the number {pseudonym} from now on. The services are being told of the sign-out.',
  },
  doneTell: {
    pl: 'Żadna wiadomość nie wyszła: odpowiedz osobie drogą, którą przyszła prośba.',
    en: 'No letter has gone out: answer the person by the way the request came.',
  },
  toPeople: { pl: 'Znajdź inną osobę', en: 'Find another person' },
})
