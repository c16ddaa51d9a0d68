import { expect, test } from 'vitest'
import { checkTrail, sealEvents, verifyTrail } from '../../src/audit/chain/index.ts'
import { keepRetention } from '../../src/retention.ts'
import { systemRandom } from '../../src/world/index.ts'
import { BEHIND_A_PROXY, BETTER, from, GOOD, signIn } from '../attacks/steps.ts'
import { ask, listening, ticketFor, trustedCertificate } from '../cas.ts'
import { helpRequest } from '../help-steps.ts'
import { testKeys } from '../morning.ts'
import { csv } from '../registry.ts'
import { client, comeBack, relyingParty } from '../relying-party.ts'
import { fillSetPage, requestLink } from '../reset-steps.ts'
import { registered } from '../service.ts'
import { proveFactor, staff } from '../staff.ts'
import { type University, university } from '../university.ts'
import type { Visitor } from '../visitor.ts'

// The journey of requirement 95, and the whole list of what it leaves in the audit trail.

/** Who · what · how it ended · about whom · what else it says. Ids and lengths of time are not spelt out. */
const EXPECTED = `
system | demo-seeded | success | - | people
person | link-requested | success | alice | account: active, letter: link
person | link-opened | success | alice | found: open, link
person | question-answered | failure | alice | answer: wrong, link
person | question-answered | success | alice | answer: right, link
person | password-set | success | alice | link, purpose: forgotten-password, sessions
person | link-opened | failure | - | found: password-set, link
person | link-requested | failure | - | account: unknown, letter: none
person | sign-in | failure | alice | because: wrong-password
person | sign-in | failure | - | because: unknown
person | sign-in | success | alice | service
person | service-ticket-issued | success | alice | service
person | oidc-authorized | success | alice | service
person | service-refused | failure | - | service
person | password-changed | failure | alice | because: wrong-password
person | password-changed | success | alice | sessions
person | language-chosen | success | alice | language: en
person | sign-out | success | alice |
person | sign-in | success | admin | service
person | second-factor-code-mailed | success | admin |
person | second-factor-enrolled | success | admin |
admin | person-viewed | success | alice |
admin | code-issued | success | alice | minutes, proof: card, reason
person | code-used | failure | alice | because: wrong
person | code-used | success | alice | code
person | password-set | success | alice | code, purpose: forgotten-password, sessions
admin | person-viewed | success | alice |
admin | account-disabled | success | alice | reason, sessions
admin | person-viewed | success | alice |
admin | person-viewed | success | alice |
admin | account-enabled | success | alice | reason
admin | person-viewed | success | alice |
person | sign-in | success | desk | service
person | second-factor-code-mailed | success | desk |
person | second-factor-enrolled | success | desk |
person | desk-refused | failure | desk | route: GET /desk/roles
person | desk-entered | failure | desk | by: app
admin | service-registered | success | - | reason, service
admin | service-changed | success | - | changed: name, reason, service
operator | import-planned | success | - | conflicts, joiners, leavers, movers, rows, run
operator | person-joined | success | somebody new | run
operator | import-applied | success | - | conflicts, joiners, leavers, movers, returned, rows, run, suspended
system | audit-verified | success | - | broken, events, position
system | retention | success | - | budgets, letters, mailed_links, one_time_codes, sessions, sign_in_failures, sign_in_lanes, sources, spent_forms
`

const library = registered({
  id: 'library',
  name: { pl: 'Biblioteka', en: 'Library' },
  urls: ['https://library.example.edu/'],
  attributes: ['mail'],
})
const WHY = 'The card was shown'
const THIRD = 'Kasztan#77-ow-lesie'

test('the scripted journey leaves exactly the events it should: nothing missing, nothing extra (req 95)', async () => {
  const place = await university({ services: [library, client('timetable')] })
  const alice = place.person('alice')
  const browser = place.visitor()

  // A link, an answer that is wrong, one that is right, a new password; the link is dead then. Nobody gets none.
  await requestLink(browser, alice.login)
  const link = await place.mailbox.linkFor(alice.login)
  const page = await browser.open(link)
  await fillSetPage(browser, page, { pesel: '44051401359', password: GOOD })
  await fillSetPage(browser, page, { pesel: alice.pesel, password: GOOD })
  await browser.open(link)
  await requestLink(place.visitor(), 'nobody.at.all@student.agh.edu.pl')

  // Failures, a sign-in to a service of CAS, to another one without typing, to one of OpenID Connect, to one that nobody knows.
  await signIn(browser, alice.login, 'a wrong password 1')
  await signIn(place.visitor(), 'nobody.at.all@student.agh.edu.pl', GOOD)
  await typed(browser, alice.login, GOOD, '?service=https%3A%2F%2Flibrary.example.edu%2F')
  await ticketFor(browser, 'https://library.example.edu/catalogue')
  const party = await relyingParty(place, 'timetable')
  const begun = await party.begin()
  await party.exchange(begun, await comeBack(browser, begun.address))
  await browser.open('/cas/login?service=https%3A%2F%2Fevil.example.com%2F')

  // The password is changed, the language chosen, the session ended.
  await changePassword(browser, 'not the current one', BETTER)
  await changePassword(browser, GOOD, BETTER)
  await browser.submit(await browser.open('/account'), 'Save', { English: 'en' })
  await browser.open('/cas/logout')

  // The desk: the second factor, a look at a person, a code and its use, an account disabled and enabled, what a role forbids.
  const admin = await staff(place, 'admin')
  const person = `/desk/people/${await idOf(place, 'alice')}`
  const act = async (button: string, more: Record<string, string> = {}) =>
    admin.visitor.submit(await admin.visitor.open(person), button, { Reason: WHY, ...more })
  const issued = await act('Issue a one-time code', { 'Proof of identity': 'card' })
  const code = issued.document.querySelector('code')?.textContent.trim() ?? ''
  const other = place.visitor()
  await typeCode(other, alice.login, 'KKKK-KKKK-KKKK')
  const proved = await typeCode(other, alice.login, code)
  await other.submit(proved, 'Set password', { 'New password:': THIRD, 'Repeat new password:': THIRD })
  await act('Disable the account')
  await act('Enable the account')
  const desk = await staff(place, 'desk')
  await desk.visitor.open('/desk/roles')
  await proveFactor(desk.visitor, '000000')

  // The configuration: a service registered, changed and withdrawn.
  const service = { Id: 'forum', 'Name in Polish': 'Forum', 'Name in English': 'Forum' }
  const addresses = { Addresses: 'https://forum.example.edu/', Reason: WHY }
  await admin.visitor.submit(await admin.visitor.open('/desk/services/new'), 'Save', { ...service, ...addresses })
  const change = await admin.visitor.open('/desk/services/forum/change')
  await admin.visitor.submit(change, 'Save', { 'Name in English': 'The forum', Reason: WHY })

  // A feed, what runs by itself, and somebody who looks whether all of this stands.
  const jan = { id: '9999999', first_name: 'Jan', last_name: 'Nowy', student_status: 2, staff_status: 0 }
  await place.putFeed(
    csv({ ...jan, email: 'jnowy@student.agh.edu.pl', pesel: '44051401359', registration_connected: 1 }),
  )
  const chain = { db: place.database.db, keys: testKeys.app, world: { clock: place.clock, random: systemRandom } }
  await checkTrail(chain, { dataDir: '/nowhere', by: 'system' })
  await sealEvents(chain)
  place.clock.advance({ days: 91 })
  await keepRetention({ ...place, services: () => place.services, world: chain.world })

  expect(await trail(place)).toEqual(EXPECTED.trim().split('\n'))
  await sealEvents(chain)
  expect(await verifyTrail(chain)).toMatchObject({ broken: 0, unsealed: 0 })
}, 120_000)

/** The same of what happens more rarely. */
const EXPECTED_RARELY = `
system | demo-seeded | success | - | people
person | sign-in | failure | zofia | because: wrong-password
person | sign-in | failure | zofia | because: wrong-password
person | sign-in | failure | zofia | because: wrong-password
person | sign-in | failure | zofia | because: wrong-password
person | sign-in | failure | zofia | because: wrong-password
person | sign-in | success | zofia | service
system | notice-of-failures | success | zofia | failures
person | sign-in | failure | - | because: unknown
person | sign-in | failure | - | because: unknown
person | sign-in | failure | - | because: unknown
person | sign-in | failure | - | because: unknown
person | sign-in | failure | - | because: unknown
person | sign-in | failure | - | because: unknown
person | sign-in | failure | - | because: source-waits
system | source-throttled | failure | - | accounts, failures
person | sign-in | success | zofia | service
person | session-ended | success | zofia | sessions
person | service-ticket-issued | success | zofia | service
system | proxying-granted | success | zofia | callback, service
system | proxy-ticket-issued | success | zofia | proxy, service
person | link-requested | success | alice | account: active, letter: link
person | link-opened | success | alice | found: open, link
person | question-answered | failure | alice | answer: wrong, link
person | question-answered | failure | alice | answer: wrong, link
person | question-answered | failure | alice | answer: wrong, link
person | link-requested | success | alice | account: active, letter: link
person | link-opened | success | alice | found: open, link
person | question-answered | failure | alice | answer: wrong, link
person | question-answered | failure | alice | answer: wrong, link
person | sign-in | success | admin | service
person | second-factor-code-mailed | success | admin |
person | second-factor-enrolled | success | admin |
admin | person-viewed | success | alice |
admin | question-budget-reopened | success | alice | answers, reason
admin | person-viewed | success | alice |
person | help-requested | success | - | account: unknown, kind, letter: prove-mailbox
person | help-confirmed | success | - | case, joined, letter: none
person | sign-in | success | registration | service
person | second-factor-code-mailed | success | registration |
person | second-factor-enrolled | success | registration |
registration | case-taken | success | - | case
registration | case-asked-back | success | - | case
person | case-replied | success | - | case
operator | import-planned | success | - | conflicts, joiners, leavers, movers, rows, run
operator | person-joined | success | somebody new | run
operator | import-applied | success | - | conflicts, joiners, leavers, movers, returned, rows, run, suspended
system | case-resolved-itself | success | somebody new | account: eligible, case
person | recovery-codes-renewed | success | admin |
admin | second-factor-removed | success | registration | reason
`

test('so does a journey of what happens more rarely: alarms, cases, proxies, second factors', async () => {
  const { certificate, file } = trustedCertificate()
  const callback = await listening({ certificate })
  const app = registered({ ...library, proxyCallbacks: [`${callback.origin}/callback`] })
  const place = await university({
    services: [app],
    settings: { ...BEHIND_A_PROXY, CALLBACK_CA_FILE: file, SOURCE_FAILURES: '6' },
  })
  const alice = place.person('alice')
  const zofia = place.person('zofia')

  // Guessing: the owner is told, the network has to wait.
  for (let turn = 0; turn < 5; turn++) await signIn(place.visitor(from('192.0.2.1')), zofia.login, 'wrong')
  const phone = place.visitor(from('192.0.2.1'))
  await signIn(phone, zofia.login, zofia.password)
  for (let turn = 0; turn < 7; turn++) await signIn(place.visitor(from('198.51.100.1')), 'nobody@agh.edu.pl', 'wrong')

  // A second session that is ended from the first one, and a service that goes on to another one in the name of the person.
  const laptop = place.visitor(from('192.0.2.2'))
  await signIn(laptop, zofia.login, zofia.password)
  const end = await laptop.open('/account/sessions/others/end')
  await laptop.submit(end, 'Sign out on all other devices', { Password: zofia.password })
  const service = 'https://library.example.edu/'
  const ticket = await ticketFor(laptop, service)
  await ask(place, 'p3/serviceValidate', { service, ticket, pgtUrl: `${callback.origin}/callback` })
  const pgt = callback.heard.at(-1)?.address.searchParams.get('pgtId') ?? ''
  await ask(place, 'proxy', { pgt, targetService: service })

  // Five wrong answers; the desk opens the question again.
  const strangers = place.visitor(from('192.0.2.3'))
  for (const answers of [3, 2]) {
    await requestLink(strangers, alice.login)
    const page = await strangers.open(await place.mailbox.linkFor(alice.login))
    for (let turn = 0; turn < answers; turn++)
      await fillSetPage(strangers, page, { pesel: '44051401359', password: GOOD })
    place.clock.advance({ minutes: 2 })
  }
  const admin = await staff(place, 'admin')
  const person = await admin.visitor.open(`/desk/people/${await idOf(place, 'alice')}`)
  await admin.visitor.submit(person, 'Reopen the security question', { Reason: WHY })

  // A case: taken, asked about, answered, and settled by the registry.
  const mailbox = 'nowa.osoba@student.agh.edu.pl'
  await helpRequest(place, mailbox, { 'Album number:': '409999' })
  const clerk = await staff(place, 'registration')
  const waiting = await clerk.visitor.open('/desk/cases/R-2026-0001')
  const taken = await clerk.visitor.submit(waiting, 'Take the case')
  await clerk.visitor.submit(taken, 'Send the question', { Question: 'In which year did you begin?' })
  const own = place.visitor()
  const asked = await own.open(await place.mailbox.linkFor(mailbox))
  await own.submit(asked, 'Send the answer', { 'Your answer:': 'In 2024.' })
  const row = { id: '9911111', first_name: 'Nowa', last_name: 'Osoba', student_number: '409999', email: mailbox }
  await place.putFeed(csv({ ...row, student_status: 2, registration_connected: 1 }))
  await place.settleCases()

  // Second factors: new recovery codes, and one that is taken away.
  await admin.visitor.submit(await admin.visitor.open('/desk/second-factor/recovery-codes'), 'Make new codes')
  const login = place.person('registration').login
  const found = await admin.visitor.submit(await admin.visitor.open('/desk/roles'), 'Find', { 'E-mail address': login })
  const { action, body } = admin.visitor.fill(found, 'Carry out', { Reason: WHY })
  body.set('change', 'remove-second-factor')
  await admin.visitor.request('POST', action, body)

  // Before any of it is old enough to be forgotten.
  expect(await withoutSource(place)).toEqual([])
  expect(await trail(place)).toEqual(EXPECTED_RARELY.trim().split('\n'))
}, 120_000)

async function typed(visitor: Visitor, login: string, password: string, query: string) {
  const page = await visitor.open(`/cas/login${query}`)
  const { action, body } = visitor.fill(page, 'Sign in', { ID: login, Password: password })
  return visitor.send('POST', action, body)
}

async function changePassword(visitor: Visitor, current: string, password: string) {
  return visitor.submit(await visitor.open('/password-change'), 'Change password', {
    'Current password:': current,
    'New password:': password,
    'Repeat new password:': password,
  })
}

async function typeCode(visitor: Visitor, address: string, code: string) {
  const page = await visitor.open('/set-password/code')
  return visitor.submit(page, 'Next', { 'E-mail address:': address, 'One-time code:': code })
}

async function idOf(place: University, key: string) {
  const found = (await cast(place)).find((one) => one.key === key)
  return found?.person_id ?? ''
}

function cast(place: University) {
  return place.database.db.selectFrom('development_cast').select(['key', 'person_id']).execute()
}

/** What somebody did who came over the network, and it does not say from where. */
async function withoutSource(place: University) {
  const rows = await place.database.db.selectFrom('audit_events').selectAll().where('source', 'is', null).execute()
  return rows.filter(({ actor }) => actor !== 'system' && actor !== 'operator').map(({ event }) => event)
}

const SPELT_OUT = [
  'account',
  'letter',
  'found',
  'answer',
  'purpose',
  'because',
  'proof',
  'language',
  'by',
  'route',
  'changed',
]

/** One line for each event, in the words of the table above. Each says when, from where and under which number. */
async function trail(place: University) {
  const rows = await place.database.db.selectFrom('audit_events').selectAll().orderBy('id').execute()
  const keys = new Map<string | null, string>((await cast(place)).map(({ key, person_id }) => [person_id, key]))
  const nameOf = (id: string | null) => (id === null ? '-' : (keys.get(id) ?? (id.length > 12 ? 'somebody new' : id)))
  const lines = rows.map(({ actor, event, outcome, person_id, details }) => {
    const said = Object.entries(details)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => (SPELT_OUT.includes(name) ? `${name}: ${value}` : name))
    return [nameOf(actor), event, outcome, nameOf(person_id), said.join(', ')].join(' | ').trim()
  })
  for (const { at, actor, reference, event } of rows) {
    expect([event, at instanceof Date, reference]).toEqual([event, true, expect.stringMatching(/^[\w-]{9,}$/)])
    expect([event, actor]).not.toEqual([event, ''])
  }
  return lines
}
