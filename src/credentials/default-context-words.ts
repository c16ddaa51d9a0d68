/**
 * Words that make a password guessable at any Polish university (req 32). The operator adds the institution's own
 * (name, city, patron, faculties) in `institution.yaml`; a word counts with anything `isDerivedFrom` sees through.
 */
export const defaultContextWords: readonly string[] = [
  // What people type when they are asked for a password.
  ...'hasło password passw0rd pass admin administrator root user guest test tester login logowanie welcome witaj witam'.split(
    ' ',
  ),
  ...'zaloguj qwerty qwertyuiop qwertz asdf asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx zaq1 zaq12wsx 1qaz2wsx 1qazxsw2'.split(
    ' ',
  ),
  ...'abc abcd abc123 iloveyou kocham kochamcie letmein dupa changeme zmien sekret secret tajne master dragon'.split(
    ' ',
  ),
  // The product and what it serves.
  ...'furta usos usosweb cas sso pesel indeks legitymacja album poczta mail email konto account'.split(' '),
  // A university and its people.
  ...'uczelnia uniwersytet university politechnika akademia academy wydział faculty katedra instytut dziekanat'.split(
    ' ',
  ),
  ...'rektor rektorat student studentka students studia studies profesor professor doktor wykładowca lecturer'.split(
    ' ',
  ),
  ...'egzamin sesja semestr semester kolokwium wykład rekrutacja licencjat magister inżynier erasmus juwenalia'.split(
    ' ',
  ),
  // The country, its cities, and football.
  ...'polska poland polak polka kraków krakow warszawa wrocław poznań gdańsk gdynia szczecin łódź lublin katowice'.split(
    ' ',
  ),
  ...'białystok toruń bydgoszcz rzeszów opole kielce olsztyn gliwice częstochowa radom wisła legia cracovia widzew lech'.split(
    ' ',
  ),
  // Seasons, months and days: what a forced change used to produce.
  ...'wiosna lato jesień zima spring summer autumn winter'.split(' '),
  ...'styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień'.split(' '),
  ...'january february march april may june july august september october november december'.split(' '),
  ...'poniedziałek wtorek środa czwartek piątek sobota niedziela'.split(' '),
  ...'monday tuesday wednesday thursday friday saturday sunday'.split(' '),
]
