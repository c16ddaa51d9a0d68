/**
 * Every event there is: when it is recorded, and what its details hold. What is not here cannot be recorded.
 * `docs/operating/audit-events.md`, the pages of auditors and what leaves for other systems say these sentences.
 * Up to its first stop, colon or semicolon a sentence leaves by itself, so details are named after that.
 */
export const auditEvents = {
  'sign-in': {
    pl: 'Ktoś wysyła formularz logowania. Odmowa: `because` mówi dlaczego, czego strona nie mówi nigdy. Powodzenie: `service` to usługa, do której prowadziło.',
    en: 'Somebody sends the sign-in form. Failure: `because` says why, which the page never does. Success: `service` is where it led.',
  },
  'sign-out': {
    pl: 'Osoba kończy sesję.',
    en: 'A person ends the session.',
  },
  'session-ended': {
    pl: 'Osoba kończy własne sesje na stronie konta; `sessions` to ich liczba. Odmowa: wpisane przy tym hasło było błędne.',
    en: 'A person ends sessions of their own from the account page; `sessions` is how many. Failure: the password typed for it was wrong.',
  },
  'source-throttled': {
    pl: 'Z jednej sieci było tyle nieudanych prób, że musi ona poczekać. To alarm, raz na `SOURCE_WINDOW`; `failures` to liczba prób, `accounts` liczba kont.',
    en: 'One network has failed so often that it has to wait. An alarm, once in `SOURCE_WINDOW`; `failures` is how often, `accounts` at how many accounts.',
  },
  'spraying-suspected': {
    pl: 'Nieudane próby z jednej sieci rozkładają się na wiele kont: jedno hasło próbowane na każdym. To alarm, raz na `SOURCE_WINDOW`; `failures` to liczba prób, `accounts` liczba kont.',
    en: 'The failures of one network are spread over many accounts: one password tried on each. An alarm, once in `SOURCE_WINDOW`; `failures` is how often, `accounts` at how many accounts.',
  },
  'refusals-not-listed': {
    pl: 'Odmów jest tyle, że dalszych nie zapisuje się osobno. To alarm, raz na godzinę; `from` mówi, czy powoduje je jedna sieć, czy wszystkie razem, `first` to zdarzenie, od którego się zaczęło.',
    en: 'There are so many refusals that more of them are not recorded one by one. An alarm, once an hour; `from` says whether one network causes them or all together, `first` is the event it began with.',
  },
  'service-ticket-issued': {
    pl: 'Osoba już zalogowana przechodzi do kolejnej usługi; `service` mówi której.',
    en: 'A person who is signed in already goes on to another service; `service` says which.',
  },
  'proxying-granted': {
    pl: 'Usługa może do końca sesji przechodzić do innych w imieniu osoby; `service` mówi która, bilet do tego wysłano na adres `callback`.',
    en: 'A service may go on to others in the name of the person, until the sign-in ends; `service` says which, the ticket for it was sent to `callback`.',
  },
  'proxy-ticket-issued': {
    pl: 'Usługa przechodzi do innej usługi w imieniu osoby; `service` mówi do której, `proxy` przez co.',
    en: 'A service goes on to another one in the name of the person; `service` says to which, `proxy` by way of what.',
  },
  'service-refused': {
    pl: 'Ktoś przychodzi z usługi, której rejestr nie zna, albo chce do niej przejść; `service` mówi której.',
    en: 'Somebody comes from, or wants to go to, a service that the registry does not hold; `service` says which.',
  },
  'consent-given': {
    pl: 'Osoba zgadza się, by usługa otrzymała jej dane; `service` mówi która, `attributes` jakie.',
    en: 'A person agrees that a service learns data about them; `service` says which one, `attributes` what.',
  },
  'consent-withdrawn': {
    pl: 'Osoba cofa zgodę daną usłudze: przed następnym logowaniem do niej pojawi się pytanie; `service` mówi której.',
    en: 'A person takes back what was agreed for a service: it asks again before the next sign-in to it; `service` says which.',
  },
  'oidc-authorized': {
    pl: 'Osoba przechodzi do usługi przez OpenID Connect; `service` mówi której.',
    en: 'A person goes on to a service by OpenID Connect; `service` says which.',
  },
  'oidc-client-refused': {
    pl: 'Usługa nie potwierdziła sekretem ani kluczem, że jest sobą; `service` mówi która.',
    en: 'A service could not prove by its secret or key that it is itself; `service` says which.',
  },
  'oidc-token-replayed': {
    pl: 'Kod albo token odświeżania usługi przyszedł drugi raz: wszystko, co z niego wydano, straciło ważność; `service` mówi której.',
    en: 'A code or refresh token of a service came a second time: everything that was granted with it is worth nothing any more; `service` says whose.',
  },
  'signing-keys-rotated': {
    pl: 'Administrator systemu tworzy nowe klucze podpisu; `signsFrom` mówi, od kiedy są używane.',
    en: 'The operator makes new signing keys; `signsFrom` is when they are used.',
  },
  'signing-key-retired': {
    pl: 'Administrator systemu natychmiast wycofuje klucz podpisu; `key` mówi który.',
    en: 'The operator takes a signing key away at once; `key` says which.',
  },
  'pesel-key-rotated': {
    pl: 'Administrator systemu tworzy nowy klucz do odpowiedzi na pytanie zabezpieczające; `key` mówi który.',
    en: 'The operator makes a new key for the answers to the security question; `key` says which.',
  },
  'pesel-key-retired': {
    pl: 'Administrator systemu wycofuje klucz do odpowiedzi na pytanie zabezpieczające; `key` mówi który. Osoby w liczbie `toDesk` nie mają już zapisanej odpowiedzi i potrzebują pomocy obsługi.',
    en: 'The operator takes a key for the answers to the security question away; `key` says which. `toDesk` people have no answer on record any more and need the help desk.',
  },
  'link-requested': {
    pl: 'Ktoś prosi o odnośnik: `account` to stan wpisanego adresu, `letter` to wysłana wiadomość. Odmowa: odnośnika nie wysłano.',
    en: 'Somebody asks for a link: `account` is the state of the typed address, `letter` what was mailed. Failure: no link was.',
  },
  'link-opened': {
    pl: 'Odnośnik z wiadomości otworzyła osoba albo skaner poczty; `link` mówi który, najwyżej pięć razy na godzinę dla jednego odnośnika. Odmowa: `found` mówi, co się z nim stało.',
    en: 'A mailed link is opened, by a person or a mail scanner; `link` says which, at most five times an hour of one link. Failure: `found` says what has become of it.',
  },
  'question-answered': {
    pl: 'Ktoś odpowiada na pytanie zabezpieczające za odnośnikiem; `link` mówi którym, `answer`, czy odpowiedź była dobra, nigdy jaka.',
    en: 'The security question behind a mailed link is answered; `link` says which, `answer` how well, never what.',
  },
  'password-set': {
    pl: 'Hasło ustawiono odnośnikiem albo kodem jednorazowym; `link` albo `code` mówi którym, `sessions` to liczba zakończonych sesji, `purpose` odróżnia pierwsze hasło od zapomnianego.',
    en: 'A password is set by a mailed link or a one-time code; `link` or `code` says by which, `sessions` is how many have ended, `purpose` tells the first one from a forgotten one.',
  },
  'password-changed': {
    pl: 'Osoba zalogowana zmienia hasło; zakończono inne sesje w liczbie `sessions`. Odmowa: obecne hasło było błędne.',
    en: 'A person who is signed in changes the password; other `sessions` have ended. Failure: the current one was wrong.',
  },
  'notice-of-failures': {
    pl: 'Osoba dostaje wiadomość, że udane logowanie nastąpiło po kilku nieudanych z rzędu; `failures` to ich liczba.',
    en: 'A person is told by mail that a success came after several failures in a row; `failures` is how many.',
  },
  retention: {
    pl: 'Usunięto dane, których czas minął: ile wierszy z których tabel, i z ilu zdarzeń (`sources`) adres sieciowy.',
    en: 'Data whose time is over has been removed: how many rows of which tables, and of how many events (`sources`) the network address.',
  },
  'help-requested': {
    pl: 'Ktoś prosi o pomoc z kontem, które nie jest rozpoznawane: `account` to stan wpisanego adresu, `letter` to wysłana wiadomość. Odmowa: niczego nie wysłano.',
    en: 'Somebody asks for help with an account that is not recognized: `account` is the state of the typed address, `letter` what was mailed. Failure: nothing was.',
  },
  'help-confirmed': {
    pl: 'Skrzynka prośby o pomoc jest potwierdzona; `case` to sprawa, którą otwarła lub do której dołączyła, `none`, gdy wystarczyła wiadomość.',
    en: 'The mailbox of a help request is proved; `case` is the one it opened or joined, `none` where it was settled by mail.',
  },
  'case-taken': {
    pl: 'Pracownik przejmuje sprawę; `case` to jej numer.',
    en: 'A member of staff takes a case; `case` is its number.',
  },
  'case-given-back': {
    pl: 'Pracownik oddaje sprawę do wspólnej kolejki; `case` to jej numer.',
    en: 'A member of staff gives a case back to the colleagues; `case` is its number.',
  },
  'case-asked-back': {
    pl: 'Obsługa dopytuje osobę w sprawie; `case` to jej numer.',
    en: 'The desk asks the person something about a case; `case` is its number.',
  },
  'case-replied': {
    pl: 'Osoba odpowiada na pytanie obsługi w sprawie; `case` to jej numer.',
    en: 'The person answers the question of the desk about a case; `case` is its number.',
  },
  'case-answered': {
    pl: 'Obsługa zamyka sprawę; `case` to jej numer, `answer` mówi jak, `reason` dlaczego.',
    en: 'The desk answers a case; `case` is its number, `answer` says how, `reason` why.',
  },
  'case-resolved-itself': {
    pl: 'Osoba dostaje odnośnik bez udziału obsługi, bo rejestr nadążył; `case` to jej sprawa.',
    en: 'A person gets a link by mail without the desk, since the registry has caught up; `case` is theirs.',
  },
  'desk-entered': {
    pl: 'Pracownik potwierdza drugi składnik; `by` mówi czym. Odmowa: był błędny.',
    en: 'A member of staff proves the second factor; `by` says with what. Failure: it was wrong.',
  },
  'desk-refused': {
    pl: 'Pracownik prosi o coś, na co rola nie pozwala: `route`.',
    en: 'A member of staff asks for something that the role does not allow: `route`.',
  },
  'second-factor-code-mailed': {
    pl: 'Osoba prosi o kod w liście, którego wymaga ustawienie drugiego składnika.',
    en: 'A person asks for the mailed code that setting up the second factor needs.',
  },
  'second-factor-enrolled': {
    pl: 'Osoba ustawia drugi składnik. Odmowa: kod z listu był błędny.',
    en: 'A person sets up the second factor. Failure: the mailed code was wrong.',
  },
  'second-factor-proved': {
    pl: 'Osoba potwierdza drugi składnik poza biurem obsługi, zwykle w drodze do usługi; `by` mówi czym. Odmowa: był błędny.',
    en: 'A person proves the second factor beside the desk, mostly on the way to a service; `by` says with what. Failure: it was wrong.',
  },
  'recovery-codes-renewed': {
    pl: 'Osoba tworzy nowe kody zapasowe; wcześniejsze niczego już nie otwierają. Odmowa: `because` mówi, co było błędne.',
    en: 'A person makes new recovery codes; the earlier ones open nothing any more. Failure: `because` says what was wrong.',
  },
  'second-factor-removed': {
    pl: 'Drugi składnik osoby jest zdejmowany, żeby ustawić nowy: przez nią samą albo przez obsługę, której `reason` mówi dlaczego. Odmowa: osoba nie mogła go potwierdzić; `because` mówi, co było błędne.',
    en: 'The second factor of a person is taken away, for a new one, by the owner or by the desk; then `reason` says why. Failure: the owner could not prove it; `because` says what was wrong.',
  },
  'person-viewed': {
    pl: 'Pracownik otwiera stronę osoby.',
    en: 'A member of staff opens the page of a person.',
  },
  'link-sent-by-desk': {
    pl: 'Obsługa wysyła odnośnik do ustawienia hasła; `reason` mówi dlaczego. Odmowa: `because` mówi, co na to nie pozwala.',
    en: 'The desk mails a link to set a password; `reason` says why. Failure: `because` says what forbids it.',
  },
  'code-issued': {
    pl: 'Obsługa wydaje kod jednorazowy; `proof` mówi, jak sprawdzono tożsamość, `reason` dlaczego, `minutes` jak długo kod żyje.',
    en: 'The desk issues a one-time code; `proof` says how the identity was checked, `reason` why, `minutes` how long it lives.',
  },
  'code-used': {
    pl: 'Kod jednorazowy ustawił hasło; `code` mówi który. Odmowa: wpisany kod niczego nie otworzył, `because` mówi dlaczego.',
    en: 'A one-time code has set a password; `code` says which. Failure: what was typed opened nothing, `because` says why.',
  },
  'question-budget-reopened': {
    pl: 'Obsługa pozwala osobie znów odpowiadać na pytanie zabezpieczające; `reason` mówi dlaczego.',
    en: 'The desk lets a person answer the security question again; `reason` says why.',
  },
  'person-connected': {
    pl: 'Obsługa podłącza osobę do rejestracji; `reason` mówi dlaczego, `case` to sprawa, jeśli to odpowiedź na nią.',
    en: 'The desk connects a person to registration; `reason` says why, `case` where it answers one.',
  },
  'address-assigned': {
    pl: 'Obsługa przypisuje inny adres; `reason` mówi dlaczego, `held` przez ile godzin nie wychodzi żaden odnośnik, `case` to sprawa, jeśli to odpowiedź na nią.',
    en: 'The desk assigns another address; `reason` says why, `held` for how many hours no link is mailed; `case` where it answers one.',
  },
  'address-confirmed': {
    pl: 'Drugi pracownik potwierdza przeniesiony adres: odnośniki znów wychodzą.',
    en: 'A second member of staff confirms a moved address: links are mailed again.',
  },
  'account-disabled': {
    pl: 'Obsługa wyłącza konto; zakończono sesje w liczbie `sessions`, `reason` mówi dlaczego.',
    en: 'The desk disables an account; `sessions` have ended, `reason` says why.',
  },
  'account-enabled': {
    pl: 'Obsługa ponownie włącza konto; `reason` mówi dlaczego.',
    en: 'The desk enables an account again; `reason` says why.',
  },
  'session-ended-by-desk': {
    pl: 'Obsługa kończy jedną sesję osoby; `browser` mówi, w jakiej przeglądarce, `reason` dlaczego.',
    en: 'The desk ends one session of a person; `browser` is where it was, `reason` says why.',
  },
  'sessions-ended-by-desk': {
    pl: 'Obsługa kończy sesje osoby i jej odnośniki; `sessions` to liczba sesji, `reason` mówi dlaczego.',
    en: 'The desk ends the sessions and links of a person; `sessions` is how many sessions, `reason` says why.',
  },
  'password-taken-away': {
    pl: 'Obsługa albo administrator systemu unieważnia hasło, które znają inni; zakończono sesje w liczbie `sessions`, `reason` mówi dlaczego.',
    en: 'The desk or the operator takes away a password that others know; `sessions` have ended, `reason` says why.',
  },
  'records-merged': {
    pl: 'Administrator czyni z dwóch zapisów jednego człowieka jeden: ten zostaje, `gone` to drugi; `reason` mówi dlaczego, `held` przez ile godzin nie wychodzi żaden odnośnik, gdy hasło otwiera teraz inny adres. Raz dla każdego z obu, z `kept` przy tym, który odszedł.',
    en: 'An administrator makes one of two records of one human: this one goes on, `gone` is the other; `reason` says why, `held` for how many hours no link is mailed where another address opens the password now. Once for each of the two, with `kept` at the one that went.',
  },
  'usos-id-added': {
    pl: 'Administrator stwierdza, że jeszcze jeden numer osoby w USOS, którego nikt tu nie ma, oznacza tę osobę; `reason` mówi dlaczego. Z `removed`: że już jej nie oznacza. Samego numeru tu nie ma: wskazuje osobę.',
    en: 'An administrator says that one more USOS id, which nobody has here, means this person; `reason` says why. With `removed`, that it does not any more. The id itself is not told: it names the person.',
  },
  'merge-undone': {
    pl: 'Administrator cofa połączenie: oba zapisy są takie jak przedtem poza tym, co wymienia `stays`; `reason` mówi dlaczego. Raz dla każdego z obu.',
    en: 'An administrator takes a merge back: both records are as they were but for what `stays` names; `reason` says why. Once for each of the two.',
  },
  'role-granted': {
    pl: 'Administrator nadaje osobie rolę; `role` mówi którą, `reason` dlaczego.',
    en: 'An administrator gives a person a role; `role` says which, `reason` why.',
  },
  'role-revoked': {
    pl: 'Administrator odbiera osobie rolę; `role` mówi którą, `reason` dlaczego.',
    en: 'An administrator takes a role from a person; `role` says which, `reason` why.',
  },
  'administrator-created': {
    pl: 'Ktoś zostaje administratorem z wiersza poleceń.',
    en: 'The operator makes somebody an administrator on the command line.',
  },
  'service-registered': {
    pl: 'Administrator rejestruje usługę; `service` mówi którą, `reason` dlaczego.',
    en: 'An administrator registers a service at the desk; `service` says which, `reason` why.',
  },
  'service-changed': {
    pl: 'Administrator zmienia wpis usługi; `service` mówi której, `changed` wymienia pola, `reason` mówi dlaczego.',
    en: 'An administrator changes what is registered of a service; `service` says which, `changed` names the fields, `reason` says why.',
  },
  'service-withdrawn': {
    pl: 'Administrator wyłącza usługę; `service` mówi którą, `reason` dlaczego.',
    en: 'An administrator takes a service out of use; `service` says which, `reason` why.',
  },
  'service-restored': {
    pl: 'Administrator ponownie włącza usługę; `service` mówi którą, `reason` dlaczego.',
    en: 'An administrator puts a service into use again; `service` says which, `reason` why.',
  },
  'services-file-changed': {
    pl: 'W pliku usług stoi co innego niż przedtem: usługi `added` doszły, `changed` są zapisane inaczej, `gone` już w nim nie ma; `entries` to skrót każdego wpisu.',
    en: 'The file of services says something else than before: `added` are new, `changed` are written otherwise, `gone` are in it no more; `entries` has a fingerprint of each.',
  },
  'service-secret-renewed': {
    pl: 'Administrator nadaje usłudze inny sekret; poprzedni niczego już nie otwiera. `service` mówi której, `reason` dlaczego.',
    en: 'An administrator gives a service another secret; that of before opens nothing any more. `service` says which, `reason` why.',
  },
  'person-erased': {
    pl: 'Dane osoby są usuwane: wszystko poza tym dziennikiem, który zna tylko jej identyfikator; zakończono sesje w liczbie `sessions`, `reason` mówi dlaczego.',
    en: 'A person is erased: everything but this trail, which knows the id alone; `sessions` have ended, `reason` says why.',
  },
  'erasure-lifted': {
    pl: 'Administrator systemu pozwala usuniętej osobie wrócić: identyfikatory w liczbie `identifiers` można znów nadać; `reason` mówi dlaczego.',
    en: 'The operator lets an erased person come back: `identifiers` may be given out again; `reason` says why.',
  },
  'own-data-downloaded': {
    pl: 'Osoba pobiera to, co jest o niej zapisane. Odmowa: wpisane przy tym hasło było błędne albo proszono o to zbyt często.',
    en: 'A person downloads what is stored about them. Failure: the password typed for it was wrong, or it was asked too often.',
  },
  'breach-report-made': {
    pl: 'Osoba z obsługi albo administrator systemu pyta, kogo coś mogło objąć: `by` co, w których dniach (`days`); w odpowiedzi jest tyle osób: `people`.',
    en: 'A member of staff, or the operator, asks whom something could reach: `by` what, in which `days`; `people` are in the answer.',
  },
  'language-chosen': {
    pl: 'Osoba wybiera język wiadomości; `language` mówi który.',
    en: 'A person chooses the language of letters; `language` says which.',
  },
  'letter-bounced': {
    pl: 'Serwer zwraca wiadomość: `letter` to jej rodzaj, `status` mówi, co odpowiada serwer, `bounce` czy na dobre (`hard`), czy tym razem (`soft`).',
    en: 'A server sends a letter back: `letter` is its kind, `status` what the server says, `bounce` whether for good (`hard`) or this time (`soft`).',
  },
  'mailbox-rests': {
    pl: 'Adres zwracał wiadomości: przez `days` dni nic tam nie wysyłamy, chyba że obsługa to skończy; `status` mówi, co odpowiadał serwer.',
    en: 'An address has sent letters back: no letter goes there for `days`, or until the desk ends it; `status` is what its server said.',
  },
  'mailbox-woken': {
    pl: 'Obsługa pozwala znów wysyłać na adres, który zwracał wiadomości; `reason` mówi dlaczego.',
    en: 'The desk lets letters go to an address again that had sent some back; `reason` says why.',
  },
  'letter-sent-again': {
    pl: 'Obsługa każe napisać i wysłać wiadomość jeszcze raz: `letter` to jej rodzaj, `reason` mówi dlaczego.',
    en: 'The desk has a letter written and sent again: `letter` is its kind, `reason` says why.',
  },
  'import-planned': {
    pl: 'Wczytano zrzut: wiersze w liczbie `rows` i to, co by zmieniły. Niczego jeszcze nie zmieniono.',
    en: 'A feed has been read: `rows`, and what it would change. Nothing is changed yet.',
  },
  'import-applied': {
    pl: 'Zrzut jest w rejestrze: ile `joiners`, `movers`, `leavers`, `conflicts`; przy obsłudze `reason` mówi dlaczego.',
    en: 'A feed is in the registry: how many `joiners`, `movers`, `leavers`, `conflicts`; `reason` says why, at the desk.',
  },
  'import-refused': {
    pl: 'Zrzut odrzucono w całości: `because` mówi dlaczego. Niczego nie zmieniono.',
    en: 'A feed was refused as a whole: `because` says why. Nothing has changed.',
  },
  'usos-pull-started': {
    pl: 'Zaczyna się pobieranie osób z USOS API: według zegara, z biura obsługi albo z wiersza poleceń. `pull` mówi które, `kind`, czy to pełny przegląd, czy szybkie.',
    en: 'A pull of people from the USOS API begins: by the clock, at the desk or on the command line. `pull` says which, `kind` whether it is sweep or quick.',
  },
  'usos-pull-ended': {
    pl: 'Pobieranie osób z USOS API dobiegło końca: `pull` mówi które, `state`, co się z nim stało, `held` dlaczego jego plan czeka, `because` dlaczego nic z niego nie wyszło.',
    en: 'A pull of people from the USOS API is over: `pull` says which, `state` what has become of it, `held` why its plan waits, `because` why it came to nothing.',
  },
  'person-joined': {
    pl: 'Źródło danych albo system tożsamości przynosi nową osobę.',
    en: 'A feed or an identity system brings a new person.',
  },
  'person-moved': {
    pl: 'Źródło danych albo system tożsamości zmienia to, co wiadomo o osobie: `changed` wymienia pola, nigdy ich treść.',
    en: 'A feed or an identity system changes what is known of a person: `changed` names the fields, never their content.',
  },
  'person-missing': {
    pl: 'W pełnym zrzucie nie ma już tej osoby.',
    en: 'A full feed does not have the person any more.',
  },
  'person-suspended': {
    pl: 'Konto jest zamykane: minął okres przejściowy albo czas, który dał mu rejestr, albo system tożsamości mówi, że osoba odeszła.',
    en: 'An account is closed: the grace period, or the time the registry gave it, is over, or an identity system says that the person has left.',
  },
  'person-returned': {
    pl: 'Źródło danych albo system tożsamości znów ma osobę, której brakowało albo której konto zamknięto.',
    en: 'A feed or an identity system has a person again who was missing or suspended.',
  },
  'old-password-taken': {
    pl: 'Administrator systemu przejmuje hasło osoby z innego systemu; `kind` to rodzaj skrótu, osoba nie miała tu jeszcze hasła.',
    en: 'The operator takes over the password a person has had in another system; `kind` is that of the hash, there was none here yet.',
  },
  'old-password-used': {
    pl: 'Osoba pierwszy raz loguje się hasłem przejętym z innego systemu; `mustChange` mówi, czy musi je zmienić, bo nie spełnia zasad.',
    en: 'A person signs in for the first time with a password taken over from another system; `mustChange` says whether it has to be changed, because it does not keep the rules.',
  },
  'old-password-dropped': {
    pl: 'Administrator systemu usuwa hasło przejęte z innego systemu, którego nikt nie użył; `kind` to rodzaj skrótu, osoba ustawia nowe przez odnośnik.',
    en: 'The operator forgets a password taken over from another system that nobody has used; `kind` is that of the hash, the person sets a new one by a link.',
  },
  'scim-token-made': {
    pl: 'Administrator tworzy token dla systemu tożsamości; `token` mówi który, `scopes`, co ten może, `reason` dlaczego.',
    en: 'An administrator makes a token for an identity system; `token` says which, `scopes` what it may do, `reason` why.',
  },
  'scim-token-revoked': {
    pl: 'Administrator odbiera token systemu tożsamości; `token` mówi który, `reason` dlaczego.',
    en: 'An administrator takes the token of an identity system away; `token` says which, `reason` why.',
  },
  'scim-refused': {
    pl: 'Do SCIM przyszło żądanie z tokenem, który niczego nie otwiera; `because` mówi, czy jest nieznany, wygasły, czy odebrany. Najwyżej 20 w dziesięć minut z jednej sieci.',
    en: 'A request came to SCIM with a token that opens nothing; `because` says whether it is unknown, expired or revoked. At most 20 in ten minutes from one network.',
  },
  'demo-seeded': {
    pl: 'Do pustego rejestru wstawiono uczelnię pokazową: ile osób, `people`.',
    en: 'The demo university has been put into an empty registry: how many `people`.',
  },
  'audit-verified': {
    pl: 'Sprawdzono cały dziennik; `events` to liczba zdarzeń, `position` pieczęć, do której sięga. Odmowa: w `broken` miejscach nie jest on tym, co zapisano; `first` to pierwsze z nich.',
    en: 'The whole trail was gone through; `events` is how many events, `position` the seal it reaches. Failure: in `broken` places it is not what was written; `first` is the first of them.',
  },
  'audit-exported': {
    pl: 'Wyciąg z dziennika opuszcza system; `format` mówi, w jakiej postaci, `filter`, czego dotyczył.',
    en: 'An extract of the trail leaves the system; `format` says as what, `filter` of what.',
  },
  'audit-restarted': {
    pl: 'Administrator systemu zaczyna łańcuch dziennika od nowa; `position` to pieczęć, za którą się zaczyna, `reason` mówi dlaczego.',
    en: 'The operator begins the chain of the trail anew; `position` is the seal it begins after, `reason` says why.',
  },
  'all-sessions-ended': {
    pl: 'Administrator systemu kończy sesje wszystkich i to, na co zgodzili się na później; `people` to liczba osób, `reason` mówi dlaczego.',
    en: 'The operator ends the sessions of everybody and what they granted for later; `people` is how many, `reason` says why.',
  },
  'backup-made': {
    pl: 'Powstała kopia zapasowa; `backup` mówi która, `rows` to liczba wierszy, `encrypted` mówi, czy jest zaszyfrowana.',
    en: 'A backup has been made; `backup` says which, `rows` is how many rows, `encrypted` says whether it is encrypted.',
  },
  'backup-restored': {
    pl: 'Bazę danych przywrócono z kopii zapasowej; `backup` mówi z której, `made`, kiedy ją zrobiono. Wszystko, co było potem, przepadło; sesji zakończono `sessions`, odnośników i kodów unieważniono `links`, listów wycofano `letters`, osób usunięto ponownie `erased`.',
    en: 'The database was restored from a backup; `backup` says which, `made` when it was made. All that came after it is lost; `sessions` were ended, `links` (with one-time codes) made void, `letters` withdrawn, and people who had been erased since erased again (`erased`).',
  },
} as const satisfies Record<string, { readonly pl: string; readonly en: string }>

export type AuditEventName = keyof typeof auditEvents

/** What happened, without the small print of its details: it names none of them. */
export function headline(event: AuditEventName, language: 'pl' | 'en'): string {
  const [first = ''] = auditEvents[event][language].split(/[.:;]/, 1)
  return first
}

const names: ReadonlySet<string> = new Set(Object.keys(auditEvents))

/** Also false for events of another version, which may stand in the trail too. */
export function isAuditEvent(name: string): name is AuditEventName {
  return names.has(name)
}
