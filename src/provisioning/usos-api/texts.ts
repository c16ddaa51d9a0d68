import { defineTexts } from '../../language/index.ts'

/** Why a pull cannot go on, and what to do. `docs/operating/usos-api.md` has each of them. */
export const problemTexts = defineTexts('usos-api.problem', {
  unreachable: {
    pl: 'USOS API nie odpowiada: nie ma z nim połączenia. Sprawdź USOS_API_URL i sieć.',
    en: 'The USOS API does not answer: there is no connection to it. Check USOS_API_URL and the network.',
  },
  timeout: {
    pl: 'USOS API nie odpowiedziało w ciągu minuty.',
    en: 'The USOS API did not answer within a minute.',
  },
  busy: {
    pl: 'USOS API odmawia, bo pytań było zbyt wiele.',
    en: 'The USOS API refuses because it was asked too often.',
  },
  'server-error': {
    pl: 'USOS API odpowiada błędem po swojej stronie (HTTP {status}).',
    en: 'The USOS API answers with a fault of its own (HTTP {status}).',
  },
  certificate: {
    pl: 'Certyfikat USOS API nie jest zaufany. Sprawdź adres, a certyfikaty prywatnego urzędu podaj w USOS_API_CA_FILE.',
    en: 'The certificate of the USOS API is not trusted. Check the address; name those of a private authority in USOS_API_CA_FILE.',
  },
  credentials: {
    pl: 'USOS API nie uznaje klucza lub podpisu. Sprawdź USOS_API_CONSUMER_KEY, USOS_API_CONSUMER_SECRET i token.',
    en: 'The USOS API does not accept the key or its signature. Check USOS_API_CONSUMER_KEY, USOS_API_CONSUMER_SECRET and the token.',
  },
  clock: {
    pl: 'Zegary różnią się: USOS API jest o {minutes} min względem tego serwera, więc odrzuca podpis. Ustaw zegar (NTP).',
    en: 'The clocks differ: the USOS API is {minutes} min off this server, so it refuses the signature. Set the clock (NTP).',
  },
  forbidden: {
    pl: 'Klucz nie ma prawa do {service}. Poproś administratorów USOS API o to uprawnienie.',
    en: 'The key may not use {service}. Ask the administrators of the USOS API for that right.',
  },
  'field-refused': {
    pl: 'USOS API nie zna pola {field} w {service} albo nie daje go temu kluczowi, a bez niego się nie da.',
    en: 'The USOS API does not know the field {field} in {service}, or not for this key, and there is no doing without it.',
  },
  'field-missing': {
    pl: 'W odpowiedzi {service} brakuje pola {field}, o które pytaliśmy.',
    en: 'The answer of {service} lacks the field {field}, which was asked for.',
  },
  'field-wrong': {
    pl: 'W odpowiedzi {service} pole {field} zawiera coś, czego tam być nie może.',
    en: 'In the answer of {service} the field {field} holds what cannot stand there.',
  },
  'not-json': {
    pl: 'Odpowiedź {service} to nie JSON. Może odpowiada nie USOS API, tylko coś przed nim.',
    en: 'The answer of {service} is no JSON. Perhaps something in front of the USOS API answers in its place.',
  },
  'too-large': {
    pl: 'Odpowiedź {service} ma ponad 8 MB.',
    en: 'The answer of {service} is larger than 8 MB.',
  },
  'not-there': {
    pl: 'Pod tym adresem nie ma {service}. Sprawdź USOS_API_URL.',
    en: 'There is no {service} at this address. Check USOS_API_URL.',
  },
  elsewhere: {
    pl: '{service} odsyła pod inny adres. Wpisz w USOS_API_URL ten, pod którym USOS API naprawdę jest.',
    en: '{service} sends elsewhere. Put the address at which the USOS API really is into USOS_API_URL.',
  },
  refused: {
    pl: 'USOS API odrzuca pytanie do {service} ({code}). Sprawdź USOS_API_UNIT.',
    en: 'The USOS API refuses the question to {service} ({code}). Check USOS_API_UNIT.',
  },
  'gave-up': {
    pl: 'Pobrane osoby czekały dobę, aż skończy się inny import. Są już za stare.',
    en: 'What was pulled waited a day for another import to end. It is too old by now.',
  },
  broken: {
    pl: 'To błąd po naszej stronie. Zajrzyj do logu serwera.',
    en: 'The fault is ours. Look into the log of the server.',
  },
})

/** Why a plan waits for somebody. */
export const heldTexts = defineTexts('usos-api.held', {
  mode: {
    pl: 'Plan czeka na decyzję, bo USOS_API_MODE to dry-run.',
    en: 'The plan waits for somebody, because USOS_API_MODE is dry-run.',
  },
  changes: {
    pl: 'Plan czeka na decyzję: zmienia więcej osób, niż pozwala USOS_API_MOST_CHANGES.',
    en: 'The plan waits for somebody: it changes more people than USOS_API_MOST_CHANGES allows.',
  },
  leavers: {
    pl: 'Plan czeka na decyzję: znika w nim więcej osób, niż pozwala USOS_API_MOST_LEAVERS lub MOST_LEAVERS.',
    en: 'The plan waits for somebody: more people are gone than USOS_API_MOST_LEAVERS or MOST_LEAVERS allows.',
  },
})

/** How far a pull is, for whoever looks. */
export const pullTexts = defineTexts('usos-api.pull', {
  sweep: { pl: 'wszyscy', en: 'everybody' },
  quick: { pl: 'nowi i oczekujący', en: 'newcomers and people who wait' },
  pulling: { pl: 'trwa', en: 'under way' },
  waiting: { pl: 'plan czeka na decyzję', en: 'its plan waits for somebody' },
  applied: { pl: 'w rejestrze', en: 'in the registry' },
  dropped: { pl: 'plan odrzucono', en: 'its plan was thrown away' },
  unchanged: { pl: 'nic się nie zmieniło', en: 'nothing to change' },
  reported: { pl: 'tylko na próbę', en: 'a dry run' },
  failed: { pl: 'nie udało się', en: 'came to nothing' },
  stopped: { pl: 'zatrzymano', en: 'stopped' },
  'step-units': { pl: 'wykaz jednostek', en: 'listing the units' },
  'step-staff': { pl: 'wykaz pracowników', en: 'listing staff' },
  'step-programmes': { pl: 'wykaz programów studiów', en: 'listing the programmes of study' },
  'step-students': { pl: 'wykaz studentów', en: 'listing students' },
  'step-known': { pl: 'wykaz osób z rejestru', en: 'listing people of the registry' },
  'step-people': { pl: 'dane osób', en: 'asking about people' },
  'step-plan': { pl: 'porównanie z rejestrem', en: 'comparing with the registry' },
  'step-done': { pl: 'koniec', en: 'done' },
  read: { pl: 'osoby: {read} z {listed}', en: 'people: {read} of {listed}' },
  after: { pl: 'dalej od: {after}', en: 'goes on after {after}' },
  again: { pl: 'następna próba: {moment}', en: 'tries again at {moment}' },
})
