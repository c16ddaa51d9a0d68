import type { Institution, Settings } from '../config/index.ts'
import type { Language, Text } from '../language/index.ts'
import { type Told, toldRules } from './retention/rules.ts'

type Periods = Pick<Settings, 'KEEP_AUDIT'>

/** `docs/operating/privacy.md`: what is kept how long, table by table, and what the operator does about it. A test compares the two. */
export function privacyDocument(settings: Periods): string {
  const rows = toldRules(settings).flatMap(({ title, ground, tables }) =>
    tables.map((told) =>
      row([`\`${told.table}\``, about[told.about].en, told.what.en, keptIn('en', told), `${title.en}. ${ground.en}`]),
    ),
  )
  return [
    '# Personal data',
    '',
    'What is stored about people, how long, and how it is given out and taken away. The table is written from',
    '`src/personal-data/retention/rules.ts` (`npm run documents`); the hourly job `retention` works from the same rules, a thousand rows at a',
    'time, and writes into the audit trail how many rows of which table it has removed. Periods are those of the default settings. People',
    'read the same at `/privacy`; the [record of processing](record-of-processing.md) is made of it too.',
    '',
    '## What is kept how long',
    '',
    row(['table', 'whose', 'what', 'how long', 'what for, and on which ground']),
    row(['---', '---', '---', '---', '---']),
    ...rows,
    '',
    'The network addresses of the audit trail are blanked earlier than its events, after 90 days at most. Birth date and sex are not stored: a',
    'feed may have such columns, and nothing of them comes into the database.',
    '',
    '## Somebody asks for their data',
    '',
    'They take it themselves: “Download my data” on the account page ([my-data.md](my-data.md)). For somebody who cannot sign in, the desk',
    'first helps with that; nobody else can make the file.',
    '',
    '## Somebody is to be erased',
    '',
    'An administrator does it on the page of the person (“Erase this person…”), with a fresh second factor, a reason and the login typed again;',
    'or the operator:',
    '',
    '```sh',
    'npm run furta -- person erase a.nowak@agh.edu.pl --reason "Letter 17/2026"             # says who it would be',
    'npm run furta -- person erase a.nowak@agh.edu.pl --reason "Letter 17/2026" --for-good',
    'npm run furta -- person lift  a.nowak@agh.edu.pl --reason "Studies again"              # may come back',
    '```',
    '',
    '- Everything that names the person goes in one transaction: registry, password, answer, history, sessions, links, codes, consents,',
    '  visits, tokens, letters that wait and those that went, help requests and cases, rows of imports. The services that the person was',
    '  signed in to are told of the sign-out at once. Sign-in and reset answer as to somebody who was never here.',
    '- The audit trail keeps its events under the opaque number the person had; it holds no name. Reasons are what staff wrote: they should',
    '  cite a letter, not a person, and the reason of the erasure itself is refused where it names them.',
    '- Addresses, the number of USOS and the album number stay as HMACs under a key derived from `APP_SECRET`: a feed, the desk or the command',
    '  line that would give one of them to anybody is refused, a feed with the number of its row (`erased`). Whoever stays in the feed is',
    '  reported every night and not brought back. **Another `APP_SECRET` forgets this**: what was erased before could be given out again.',
    '- Nobody erases themselves; somebody who works at the desk loses the roles first.',
    '- Backups hold the person until they are overwritten. After a restore erase again whoever was erased since: the trail of before the',
    '  loss says who, if it was exported.',
    '',
    '## Something was stolen',
    '',
    'To sign everybody out at once: [keys.md](keys.md#somebody-may-have-been-in-end-all-sessions).',
    '',
    'Whom a breach notice (GDPR, Art. 33 and 34) may concern, at the desk under “Breach”, or:',
    '',
    '```sh',
    'npm run furta -- breach report --from 2026-11-01 --to 2026-11-08 --session a.nowak@agh.edu.pl   # a session or the password of one person',
    'npm run furta -- breach report --from 2026-11-01 --to 2026-11-08 --network 192.0.2.7            # sessions that came from there',
    'npm run furta -- breach report --from 2026-11-01 --to 2026-11-08 --staff m.kos@agh.edu.pl       # whom a member of staff has seen',
    'npm run furta -- breach report --from 2026-11-01 --to 2026-11-08 --service library              # who has visited a service',
    'npm run furta -- breach report --from 2026-11-01 --to 2026-11-08 --key pesel                    # whom a key covers: app, pesel, signing',
    '```',
    '',
    '`--json` gives JSON instead of CSV. It knows what the tables above still hold: a session of more than 90 days ago is gone. The days are',
    'whole ones of the zone of `institution.yaml`, the last one included. A service that the desk has taken out of use is known all the same;',
    'one that was taken out of the file has to stand there again while the list is made. Who asked for which report stands in the audit trail.',
    '',
  ].join('\n')
}

/** `docs/operating/record-of-processing.md` (GDPR, Art. 30), in both languages. */
export function recordOfProcessing(institution: Institution, settings: Periods): string {
  return [
    '# Rejestr czynności przetwarzania · Record of processing',
    '',
    'Written from the rules of retention and `institution.yaml` by `npm run documents`. Before it is used as the record of a university, its',
    'data protection officer reads it, adds where the servers stand and who runs them, and signs it.',
    '',
    ...recordIn('pl', institution, settings),
    ...recordIn('en', institution, settings),
  ].join('\n')
}

function recordIn(language: Language, { dataProtection, university }: Institution, settings: Periods): string[] {
  const words = recordWords[language]
  const { controller, address, officer } = dataProtection
  const contact = [officer?.name?.[language], officer?.mail, officer?.phone].filter((one) => one !== undefined)
  const purposes = toldRules(settings).map((purpose) => ({
    ...purpose,
    tables: purpose.tables.filter((told) => told.about !== 'nobody' && told.about !== 'demo'),
  }))
  return [
    `## ${words.title}`,
    '',
    `- **${words.controller}:** ${[controller[language], address?.[language]].filter((one) => one !== undefined).join(', ')}`,
    `- **${words.officer}:** ${contact.length > 0 ? contact.join(', ') : words.none}`,
    `- **${words.activity}:** ${words.activityIs} (${university[language]})`,
    `- **${words.people}:** ${words.peopleAre}`,
    `- **${words.recipients}:** ${words.recipientsAre}`,
    `- **${words.transfers}:** ${words.transfersAre}`,
    `- **${words.security}:** ${words.securityIs}`,
    '',
    ...purposes.flatMap(({ title, ground, tables }) => [
      `### ${title[language]}`,
      '',
      `${ground[language].replace(/[.]$/, '')}.`,
      '',
      row([words.whose, words.what, words.howLong]),
      row(['---', '---', '---']),
      ...tables.map((told) => row([about[told.about][language], told.what[language], keptIn(language, told)])),
      '',
    ]),
  ]
}

const about = {
  people: { pl: 'osoby z kontem', en: 'people with an account' },
  staff: { pl: 'pracujący w obsłudze kont', en: 'staff of the desk' },
  strangers: { pl: 'piszący o pomoc', en: 'those who ask for help' },
  nobody: { pl: 'nikt', en: 'nobody' },
  demo: { pl: 'osoby wymyślone', en: 'invented people' },
} as const satisfies Record<Told['about'], { pl: string; en: string }>

const recordWords = {
  pl: {
    title: 'Rejestr (RODO, art. 30 ust. 1)',
    controller: 'Administrator',
    officer: 'Inspektor ochrony danych',
    none: 'do wpisania w `institution.yaml` (`data_protection`)',
    activity: 'Czynność',
    activityIs: 'prowadzenie kont i logowanie do usług uczelni',
    people: 'Kategorie osób',
    peopleAre: 'studenci, doktoranci, pracownicy i osoby, które piszą o pomoc z kontem',
    recipients: 'Odbiorcy',
    recipientsAre:
      'usługi uczelni z rejestru usług, każda w zakresie swoich atrybutów i, gdzie pyta, za zgodą; obsługa kont według ról; serwer poczty',
    transfers: 'Przekazywanie poza EOG',
    transfersAre: 'ten system nie przekazuje',
    security: 'Zabezpieczenia (art. 32)',
    securityIs:
      'hasła jako argon2id, odpowiedzi na pytanie jako HMAC pod kluczem spoza bazy, bilety i odnośniki jako skróty, drugi składnik i role obsługi, dziennik zdarzeń, ograniczanie prób, TLS',
    whose: 'czyje',
    what: 'co',
    howLong: 'jak długo',
  },
  en: {
    title: 'The record (GDPR, Art. 30(1))',
    controller: 'Controller',
    officer: 'Data protection officer',
    none: 'to be named in `institution.yaml` (`data_protection`)',
    activity: 'Processing',
    activityIs: 'keeping accounts, and signing in to services of the university',
    people: 'Categories of people',
    peopleAre: 'students, doctoral students, staff, and those who ask for help with an account',
    recipients: 'Recipients',
    recipientsAre:
      'services of the university in the registry of services, each within its attributes and, where it asks, by consent; the desk by its roles; the mail server',
    transfers: 'Transfers out of the EEA',
    transfersAre: 'none by this system',
    security: 'Security measures (Art. 32)',
    securityIs:
      'passwords as argon2id, answers to the question as HMAC under a key outside the database, tickets and links as digests, a second factor and roles at the desk, an audit trail, throttled attempts, TLS',
    whose: 'whose',
    what: 'what',
    howLong: 'how long',
  },
} as const

function keptIn(language: Language, { kept, days }: { kept: Text<'days'>; days: number | undefined }): string {
  return kept[language].replace('{days}', String(days ?? ''))
}

function row(cells: readonly string[]) {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
