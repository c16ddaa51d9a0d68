import { defineTexts } from '../language/index.ts'

/** What is to be done about each part of a definition that will not do: in the operator's file and at the desk alike. */
export const faultTexts = defineTexts('services.faults', {
  missing: { pl: 'Uzupełnij: tego brakuje', en: 'Fill this in: it is missing' },
  text: { pl: 'Wpisz tekst w jednym wierszu', en: 'Write some text in one line' },
  tooLong: { pl: 'Wpisz krótszy tekst', en: 'Write a shorter text' },
  section: { pl: 'Wpisz tu pola z wcięciem', en: 'Write fields here, indented' },
  list: { pl: 'Wpisz tu listę', en: 'Write a list here' },
  yesOrNo: { pl: 'Wpisz true albo false', en: 'Write true or false' },
  oneOf: { pl: 'Wpisz jedną z wartości: {values}', en: 'Write one of: {values}' },
  unknownEntry: { pl: 'Usuń {entry}: takiego pola nie ma', en: 'Remove {entry}: there is no such field' },
  id: {
    pl: 'Wpisz krótką nazwę z małych liter, cyfr i łączników, na przykład library',
    en: 'Write a short name of small letters, digits and hyphens, such as library',
  },
  idReserved: {
    pl: 'Wybierz inną nazwę: ta jest zajęta przez program',
    en: 'Choose another id: the program has this one',
  },
  idTaken: {
    pl: 'Wybierz inną nazwę: taka usługa już jest',
    en: 'Choose another id: there is a service with this one',
  },
  mail: { pl: 'Wpisz adres e-mail', en: 'Write an e-mail address' },
  pattern: {
    pl: 'Wpisz cały adres, na przykład https://library.example.edu/, bez znaków ?, # i *',
    en: 'Write a whole address, such as https://library.example.edu/, without ?, # and *',
  },
  address: {
    pl: 'Wpisz cały adres, który zaczyna się od https:// (http:// tylko dla tego samego komputera), bez nazwy użytkownika, # i *',
    en: 'Write a whole address that begins with https:// (http:// on the same machine only), without a user, # and *',
  },
  asSent: {
    pl: 'Wpisz ten adres tak, jak wysyłają go przeglądarki: {entry}',
    en: 'Write this address as browsers send it: {entry}',
  },
  ownScheme: {
    pl: 'Wpisz adres https://: schemat taki jak edu.example.app: mają aplikacje z authentication: none, po wylogowaniu ten sam, co w redirectUris',
    en: 'Write an address with https://: a scheme such as edu.example.app: is for applications with authentication: none, after a sign-out the one in redirectUris',
  },
  httpsAddress: {
    pl: 'Wpisz cały adres, który zaczyna się od https://, bez nazwy użytkownika, ?, # i *',
    en: 'Write a whole address that begins with https://, without a user, ?, # and *',
  },
  addressTwice: { pl: 'Usuń ten adres: jest już powyżej', en: 'Remove this address: it stands above already' },
  addressTaken: {
    pl: 'Podaj inny adres: ten należy już do usługi {service}',
    en: 'Give another address: this one belongs to the service {service} already',
  },
  ownAddress: {
    pl: 'Podaj adres usługi: pod tym adresem jest samo logowanie',
    en: 'Give an address of the service: at this one the sign-in itself stands',
  },
  urlsOrClient: {
    pl: 'Podaj adresy dla CAS albo opisz klienta OpenID Connect',
    en: 'Give addresses for CAS, or describe a client of OpenID Connect',
  },
  noPesel: {
    pl: 'Usuń to: numeru PESEL nie otrzymuje żadna usługa',
    en: 'Remove this: no service ever learns a PESEL',
  },
  redirectUris: {
    pl: 'Podaj adres, na który wraca przeglądarka po zalogowaniu',
    en: 'Give the address to which browsers return after the sign-in',
  },
  digestMissing: {
    pl: 'Uzupełnij: wiersz z secretDigest wypisuje polecenie npm run furta -- services secret',
    en: 'Fill this in: npm run furta -- services secret prints a line with it',
  },
  digest: {
    pl: 'Wpisz SHA-256 sekretu w base64url, 43 znaki: wypisuje to npm run furta -- services secret',
    en: 'Write the SHA-256 of the secret in base64url, 43 characters: npm run furta -- services secret prints it',
  },
  digestTooMuch: {
    pl: 'Usuń to: przy tym sposobie uwierzytelniania sekretu nie ma',
    en: 'Remove this: with this kind of authentication there is no secret',
  },
  keysMissing: {
    pl: 'Podaj klucze publiczne jako JSON Web Key Set: wymaga ich private_key_jwt',
    en: 'Give its public keys as a JSON Web Key Set: private_key_jwt needs them',
  },
  keysTooMuch: {
    pl: 'Usuń to: klucze są tylko dla private_key_jwt',
    en: 'Remove this: keys are for private_key_jwt alone',
  },
  keys: {
    pl: 'Podaj JSON Web Key Set: keys z co najmniej jednym kluczem RSA, EC albo OKP',
    en: 'Give a JSON Web Key Set: keys, with at least one key of the kinds RSA, EC or OKP',
  },
  privateKey: {
    pl: 'Wpisz tylko publiczną część klucza: prywatną zna sama usługa',
    en: 'Write the public part of the key alone: the private part belongs to the service',
  },
  publicAsks: {
    pl: 'Wyłącz to: o tokeny pyta tylko klient, który się uwierzytelnia',
    en: 'Switch this off: only a client that authenticates asks about tokens',
  },
})

export type FaultName = keyof typeof faultTexts
