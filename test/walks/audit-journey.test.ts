import { expect, test } from 'vitest'
import { checkTrail, sealEvents, verifyTrail } from '../../src/audit/chain/index.ts'
import { keepRetention } from '../../src/retention.ts'
import { systemRandom } from '../../src/world/index.ts'
import { BETTER, GOOD, signIn } from '../attacks/steps.ts'
import { ticketFor } from '../cas.ts'
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
system | retention | success | - | cases, events, helpRequests, imports, sessions, sources
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
})

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
