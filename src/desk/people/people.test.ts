import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { BETTER, GOOD, isSignedIn, LATER, setPassword, signIn } from '../../../test/attacks/steps.ts'
import { helpRequest } from '../../../test/help-steps.ts'
import { testKeys } from '../../../test/morning.ts'
import { savePerson } from '../../../test/person.ts'
import { linkFor, requestLink } from '../../../test/reset-steps.ts'
import { somebodyWaits } from '../../../test/somebody-waits.ts'
import { staff } from '../../../test/staff.ts'
import { type University, university } from '../../../test/university.ts'
import type { Page, Visitor } from '../../../test/visitor.ts'
import { asCaseId, asPersonId, type PersonId } from '../../database/index.ts'
import { keepErased } from '../../people/index.ts'

const WHY = 'Osoba przyszła do punktu pomocy'

describe('the page answers why somebody cannot sign in', () => {
  test.each([
    ['kacper', 'registration', 'Not connected to registration'],
    ['dan', 'admin', 'The account is disabled'],
    ['oskar', 'admin', 'The account is closed'],
    ['alice', 'desk', 'This person can sign in'],
  ])('%s, as %s sees it: %s', async (key, who, sentence) => {
    const agh = await university()
    const { visitor } = await staff(agh, who)
    const page = await see(agh, visitor, key)
    expect(page.status).toBe(200)
    expect(page.heading).toBe(agh.person(key).name)
    expect(page.document.querySelector('.lead')?.textContent).toContain(sentence)
  })

  test('wrong passwords show as a wait with its end, and where they came from', async () => {
    const agh = await university()
    const { login } = agh.person('alice')
    for (let time = 0; time < 11; time++) await signIn(agh.visitor(), login, 'not-it')
    const { visitor } = await staff(agh, 'desk')
    const page = await see(agh, visitor, 'alice')
    expect(page.text).toMatch(/Too many wrong passwords: sign-in waits until \d\d:\d\d/)
    expect(page.text).toContain('Refused: wrong password (10 times in a row)')
    expect(page.text).toMatch(/from (127\.0\.0\.1|::1)/)
  })

  test('an address that is not the assigned one is named as the cause', async () => {
    const agh = await university()
    const { password } = agh.person('bob')
    await signIn(agh.visitor(), 'bwarzecha@zarz.agh.edu.pl', password)
    const { visitor } = await staff(agh, 'desk')
    const page = await see(agh, visitor, 'bob')
    expect(page.text).toContain(
      'Another address of this person was typed last. The one that signs in is bogusz.warzecha@agh.edu.pl.',
    )
  })

  test('a letter shows as queued, then as sent, and never what it says', async () => {
    const agh = await university()
    const { login } = agh.person('alice')
    const { visitor } = await staff(agh, 'desk')
    await requestLink(agh.visitor(), login)
    expect(tags(await see(agh, visitor, 'alice'), 'letters')).toEqual(['queued'])
    const link = await agh.mailbox.linkFor(login)
    const page = await see(agh, visitor, 'alice')
    expect(tags(page, 'letters')[0]).toMatch(/^sent \d\d:\d\d$/)
    expect(page.text).toContain('A link waits in the mailbox')
    expect(page.html).not.toContain('/set-password/')
    expect(page.html).not.toContain(link.split('.').at(-1))
  })

  test('looking leaves an event, and a page of nobody is a sentence', async () => {
    const agh = await university()
    const { visitor } = await staff(agh, 'auditor')
    await see(agh, visitor, 'alice')
    expect(await events(agh, 'person-viewed')).toMatchObject([
      { person_id: await idOf(agh, 'alice'), actor: await idOf(agh, 'auditor') },
    ])
    const nobody = await visitor.open('/desk/people/nobody')
    expect([nobody.status, nobody.heading]).toEqual([404, 'There is no such person'])
  })

  test('a closed case is opened from the history of the person, by whoever may see it', async () => {
    const agh = await university()
    const { login } = agh.person('kacper')
    await helpRequest(agh, login)
    const { visitor } = await staff(agh, 'registration')
    const history = async (browser: Visitor) =>
      (await see(agh, browser, 'kacper')).document.querySelectorAll('.timeline a').map((link) => link.textContent)
    await visitor.submit(await visitor.open('/desk/cases/R-2026-0001'), 'Connect and send the link')
    expect(new Set(await history(visitor))).toEqual(new Set(['R-2026-0001']))
    const page = await see(agh, visitor, 'kacper')
    expect((await visitor.open(page.link('R-2026-0001'))).status).toBe(200)
    const other = (await staff(agh, 'desk')).visitor
    expect(await history(other)).toEqual([])
    expect((await see(agh, other, 'kacper')).text).toContain('Case R-2026-0001')
  })
})

describe('each act, and how the person goes on', () => {
  test('connect: letter, first password, signed in; the case is answered with it', async () => {
    const agh = await university()
    const { login, pesel } = agh.person('kacper')
    const id = await idOf(agh, 'kacper')
    await agh.database.db
      .insertInto('cases')
      .values({
        id: 'R-2026-0001' as never,
        kind: 'student',
        address: login,
        person_id: id,
        field_of_study: 'Geodezja',
        album_number: '402444',
        has_right: true,
        note: '',
        language: 'pl',
        opened_at: agh.clock.now(),
        last_asked_at: agh.clock.now(),
        state: 'open',
      })
      .execute()
    const { visitor } = await staff(agh, 'registration')
    const page = await see(agh, visitor, 'kacper')
    expect(page.text).toContain('R-2026-0001')
    const done = await visitor.submit(page, 'Connect and send the link', { Reason: WHY })
    expect(done.status).toBe(200)
    expect(done.text).toContain(`The person is connected to registration, and the link is on its way to ${login}.`)
    expect(done.text).toContain('Connected to registration, by the desk on')
    expect(done.text).not.toContain('Open cases')

    const browser = agh.visitor()
    const set = await setPassword(browser, await browser.open(await agh.mailbox.linkFor(login)), {
      pesel: pesel ?? '',
      password: GOOD,
    })
    expect(set.status).toBe(200)
    await signIn(browser, login, GOOD)
    expect(await isSignedIn(browser)).toBe(true)
    expect(await events(agh, 'person-connected')).toMatchObject([{ details: { reason: WHY } }])
    expect(await events(agh, 'case-answered')).toHaveLength(1)
  })

  test('send link: it goes to the assigned mailbox and sets a new password', async () => {
    const agh = await university()
    const { login, pesel } = agh.person('alice')
    const { visitor } = await staff(agh, 'desk')
    const done = await act(agh, visitor, 'alice', 'Send a link to set a password')
    expect(done.text).toContain(`The link is on its way to ${login}.`)
    const browser = agh.visitor()
    await setPassword(browser, await browser.open(await agh.mailbox.linkFor(login)), {
      pesel: pesel ?? '',
      password: BETTER,
    })
    await signIn(browser, login, BETTER)
    expect(await isSignedIn(browser)).toBe(true)
    expect(await events(agh, 'link-sent-by-desk')).toMatchObject([{ outcome: 'success', details: { reason: WHY } }])
  })

  test('one-time code: shown once, told of by mail, and it opens the account of whoever has no PESEL', async () => {
    const agh = await university()
    const { login } = agh.person('carol')
    const { visitor } = await staff(agh, 'desk')
    const before = await see(agh, visitor, 'carol')
    expect(before.text).toContain('a one-time code helps')
    const polish = await visitor.open(before.link('Polski'))
    expect(polish.text).toContain('Na miejscu: ważny przez 15 minut')
    expect(polish.text).toContain('Wydrukowany, do ręki: ważny przez 24 godziny')
    await visitor.open(polish.link('English'))
    const page = await visitor.submit(before, 'Issue a one-time code', {
      'Proof of identity': 'card',
      Reason: WHY,
    })
    const code = page.document.querySelector('code')?.textContent ?? ''
    expect(code).toMatch(/^[A-Z0-9]{4}(-[A-Z0-9]{4}){2}$/)
    expect(page.headers.get('cache-control')).toContain('no-store')
    expect((await see(agh, visitor, 'carol')).html).not.toContain(code)
    expect(agh.logText()).not.toContain(code)
    expect(await events(agh, 'code-issued')).toMatchObject([
      { actor: await idOf(agh, 'desk'), details: { proof: 'card', reason: WHY, minutes: 15 } },
    ])
    const [notice] = await agh.mailbox.letters(login)
    expect(notice?.text).toContain('usos-desk@agh.edu.pl')
    expect(notice?.text).not.toContain(code)
    expect(notice?.text).not.toContain('http')

    const browser = agh.visitor()
    const typed = await browser.submit(await browser.open('/set-password/code'), 'Next', {
      'E-mail address:': login,
      'One-time code:': code,
    })
    await browser.submit(typed, 'Set password', { 'New password:': GOOD, 'Repeat new password:': GOOD })
    await signIn(browser, login, GOOD)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('reopen the question: after five wrong answers the right one counts again', async () => {
    const agh = await university()
    const { login, pesel } = agh.person('alice')
    for (let link = 0; link < 2; link++) {
      const browser = agh.visitor()
      let page = await browser.open(await linkFor(agh, login))
      for (let answer = 0; answer < (link === 0 ? 3 : 2); answer++) {
        page = await setPassword(browser, page, { pesel: agh.person('tymon').pesel ?? '', password: GOOD })
      }
      agh.clock.advance(LATER)
    }
    const { visitor } = await staff(agh, 'desk')
    const closed = await see(agh, visitor, 'alice')
    expect(closed.text).toContain('closed after wrong answers')
    expect(() => closed.form('Send a link to set a password')).toThrow()

    const done = await act(agh, visitor, 'alice', 'Reopen the security question')
    expect(done.text).toContain('The security question is open again.')
    expect(done.text).toContain('5 answers left')
    await act(agh, visitor, 'alice', 'Send a link to set a password')
    const browser = agh.visitor()
    await setPassword(browser, await browser.open(await agh.mailbox.linkFor(login)), {
      pesel: pesel ?? '',
      password: GOOD,
    })
    await signIn(browser, login, GOOD)
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('a moved address: both mailboxes are told, links wait, a second member of staff confirms, and the link is mailed', async () => {
    const agh = await university()
    const { login } = agh.person('bob')
    const other = 'bwarzecha@zarz.agh.edu.pl'
    const before = await linkFor(agh, login)
    const first = await staff(agh, 'desk')
    const page = await see(agh, first.visitor, 'bob')
    const moved = await first.visitor.submit(page, 'Assign another address', { [other]: other, Reason: WHY })
    expect(moved.text).toContain('The address is assigned. Both mailboxes have been told.')
    expect(moved.text).toContain('somebody other than who moved it')
    expect(() => moved.form('Confirm the moved address')).toThrow()
    expect(() => moved.form('Issue a one-time code')).toThrow()
    expect((await agh.visitor().open(before)).status).toBe(410)
    expect((await agh.mailbox.letters(login)).at(-1)?.subject).toContain('Do Twojego konta')
    expect(await agh.mailbox.letters(other)).toHaveLength(1)

    await requestLink(agh.visitor(), other)
    expect((await agh.mailbox.letters(other)).some(({ text }) => text.includes('/set-password/'))).toBe(false)

    const second = await staff(agh, 'desk2')
    const confirmed = await act(agh, second.visitor, 'bob', 'Confirm the moved address')
    expect(confirmed.text).toContain(`The moved address is confirmed, and the link is on its way to ${other}.`)
    const browser = agh.visitor()
    await setPassword(browser, await browser.open(await agh.mailbox.linkFor(other)), {
      pesel: agh.person('bob').pesel ?? '',
      password: GOOD,
    })
    await signIn(browser, other, GOOD)
    expect(await isSignedIn(browser)).toBe(true)
    expect(await events(agh, 'address-confirmed')).toMatchObject([{ actor: await idOf(agh, 'desk2') }])
  })

  test('a first address: nobody can be robbed of it, so the link goes at once', async () => {
    const agh = await university()
    await savePerson(agh.database.db, agh.clock.now(), { id: 'without', givenNames: 'Zenobia', surname: 'Kruk' })
    const { visitor } = await staff(agh, 'desk')
    const form = await visitor.open('/desk/people')
    const page = await visitor.submit(form, 'Search', { 'Whom you are looking for': 'zenobia' })
    expect(page.text).toContain('No address is assigned')
    const address = 'zenobia.kruk@student.agh.edu.pl'
    const done = await visitor.submit(page, 'Assign another address', { 'New address': address, Reason: WHY })
    expect(done.text).toContain(`The address is assigned, and the link is on its way to ${address}.`)
    expect(await agh.mailbox.linkFor(address)).toContain('/set-password/')
  })

  test('a moved address that nobody confirms gets its link when the day is over', async () => {
    const agh = await university()
    const other = 'bwarzecha@zarz.agh.edu.pl'
    const { visitor } = await staff(agh, 'desk')
    await visitor.submit(await see(agh, visitor, 'bob'), 'Assign another address', { [other]: other, Reason: WHY })
    const { rows } = await sql<{ key: string; run_at: Date }>`
      select key, run_at from graphile_worker.jobs where key like 'send-link:%'`.execute(agh.database.db)
    const inADay = new Date(agh.clock.now().getTime() + 24 * 3_600_000)
    expect(rows).toEqual([{ key: `send-link:${await idOf(agh, 'bob')}`, run_at: inADay }])
  })

  test('end sessions: every browser is out, the open link is dead, and the person is told', async () => {
    const agh = await university()
    const { login, password } = agh.person('alice')
    const browser = agh.visitor()
    await signIn(browser, login, password)
    const link = await linkFor(agh, login)
    const { visitor } = await staff(agh, 'desk')
    const done = await act(agh, visitor, 'alice', 'End sessions and links')
    expect(done.text).toContain('The sessions, links and codes of this person are ended.')
    expect(await isSignedIn(browser)).toBe(false)
    expect((await agh.visitor().open(link)).status).toBe(410)
    expect((await agh.mailbox.letters(login)).at(-1)?.subject).toContain('Zakończono wszystkie sesje')
    expect(await events(agh, 'sessions-ended-by-desk')).toMatchObject([{ details: { sessions: 1, reason: WHY } }])
  })

  test('end one session: that browser is out, the other one stays, links live on, and the person is told (req 61)', async () => {
    const agh = await university()
    const { login, password } = agh.person('alice')
    const lost = agh.visitor({
      'accept-language': 'en',
      'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1',
    })
    const kept = agh.visitor({
      'accept-language': 'en',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    })
    await signIn(lost, login, password)
    await signIn(kept, login, password)
    const link = await linkFor(agh, login)
    const { visitor } = await staff(agh, 'desk')
    const page = await see(agh, visitor, 'alice')
    const sessions = await agh.database.db.selectFrom('sessions').select('id').execute()
    for (const { id } of sessions) expect(page.html).not.toContain(id)

    const unchosen = await visitor.submit(page, 'End one session', { Reason: WHY })
    expect([unchosen.status, unchosen.summary]).toEqual([422, expect.stringContaining('Choose a session')])
    const done = await visitor.submit(unchosen, 'End one session', {
      'Safari, iOS': 'chosen',
      Reason: WHY,
    })
    expect(done.text).toContain('The session is ended.')
    expect(await isSignedIn(lost)).toBe(false)
    expect(await isSignedIn(kept)).toBe(true)
    expect((await agh.visitor().open(link)).status).toBe(200)
    expect((await agh.mailbox.letters(login)).at(-1)?.subject).toContain('Zakończono sesję')
    expect(await events(agh, 'session-ended-by-desk')).toMatchObject([
      { actor: await idOf(agh, 'desk'), details: { browser: 'Safari, iOS', reason: WHY } },
    ])
    expect((await kept.open('/account')).text).toContain('The help desk ended one session')

    const late = await visitor.submit(page, 'End one session', {
      'Safari, iOS': 'chosen',
      Reason: WHY,
    })
    expect([late.status, late.summary]).toEqual([422, expect.stringContaining('This session has ended meanwhile')])
    expect(await isSignedIn(kept)).toBe(true)
  })

  test('end one session: of one that ends in the same moment nothing is recorded, and nobody gets a letter', async () => {
    const agh = await university()
    const { login, password } = agh.person('alice')
    await signIn(agh.visitor(), login, password)
    const { visitor } = await staff(agh, 'desk')
    const page = await see(agh, visitor, 'alice')
    const session = page.document.querySelector('[name="session"]')?.getAttribute('value') ?? ''
    const { action, body } = visitor.fill(page, 'End one session', { Reason: WHY })
    body.set('session', session)
    const letters = (await agh.mailbox.letters(login)).length
    const { db } = agh.database
    const pressed = await db.transaction().execute(async (trx) => {
      await trx
        .updateTable('sessions')
        .set({ ended_at: new Date(), ended_because: 'signed-out' })
        .where('person_id', '=', await idOf(agh, 'alice'))
        .execute()
      const pressed = visitor.send('POST', action, body)
      await somebodyWaits(db)
      return { pressed }
    })
    expect((await pressed.pressed).status).toBe(422)
    expect(await events(agh, 'session-ended-by-desk')).toEqual([])
    expect(await agh.mailbox.letters(login)).toHaveLength(letters)
  })

  test('end one session: of this person, and of nobody else by a form made by hand', async () => {
    const agh = await university()
    for (const key of ['alice', 'bob']) await signIn(agh.visitor(), agh.person(key).login, agh.person(key).password)
    const { visitor } = await staff(agh, 'desk')
    const theirs = (await see(agh, visitor, 'bob')).document.querySelector('[name="session"]')?.getAttribute('value')
    const { action, body } = visitor.fill(await see(agh, visitor, 'alice'), 'End one session', { Reason: WHY })
    body.set('session', theirs ?? '')
    expect((await visitor.send('POST', action, body)).status).toBe(422)
    expect(await events(agh, 'session-ended-by-desk')).toEqual([])
  })

  test('take the password away: the thief who knows it is out, and neither signs in nor changes it; the owner sets another one (req 9)', async () => {
    const agh = await university()
    const { login, password, pesel } = agh.person('alice')
    const thief = agh.visitor()
    await signIn(thief, login, password)
    const change = await thief.open('/password-change')
    const link = await linkFor(agh, login)
    const { visitor } = await staff(agh, 'desk')
    const done = await act(agh, visitor, 'alice', 'Take the password away')
    expect(done.text).toContain('The password opens nothing any more')
    expect(done.text).not.toContain('Take the password away')
    expect(done.text).toMatch(/The password was taken away on [^.]*\d\d:\d\d\. Another one is set by a mailed link\./)
    expect(done.text).toMatch(/Blocks: ?Password taken away on /)
    expect(done.text).not.toContain('No password yet')
    expect(await isSignedIn(thief)).toBe(false)
    expect(change.status).toBe(200)
    expect((await thief.open('/password-change')).heading).not.toBe(change.heading)
    await signIn(thief, login, password)
    expect(await isSignedIn(thief)).toBe(false)
    expect((await agh.visitor().open(link)).status).toBe(410)
    const letter = (await agh.mailbox.letters(login)).at(-1)
    expect(letter?.subject).toContain('przestało działać')
    expect(letter?.text).toContain('poproś o odnośnik')
    expect(await events(agh, 'password-taken-away')).toMatchObject([{ details: { sessions: 1, reason: WHY } }])

    agh.clock.advance(LATER)
    const owner = agh.visitor()
    const page = await owner.open(await linkFor(agh, login))
    const again = await setPassword(owner, page, { pesel: pesel ?? '', password })
    expect([again.status, again.summary]).toEqual([422, expect.stringContaining('before')])
    await setPassword(owner, again, { pesel: pesel ?? '', password: GOOD })
    await signIn(owner, login, GOOD)
    expect(await isSignedIn(owner)).toBe(true)
    const set = await see(agh, visitor, 'alice')
    expect(set.document.querySelector('section[aria-labelledby="blocks"]')?.textContent).not.toContain('taken away')
  })

  test('take the password away: with a second factor of the last ten minutes only (req 62)', async () => {
    const agh = await university()
    const { login, password } = agh.person('alice')
    const { visitor } = await staff(agh, 'desk')
    agh.clock.advance({ minutes: 11 })
    const refused = await act(agh, visitor, 'alice', 'Take the password away')
    expect(refused.status).toBe(403)
    expect(refused.form('Enter').getAttribute('action')).toMatch(/^\/desk\/second-factor\?/)
    expect(await events(agh, 'password-taken-away')).toEqual([])
    const owner = agh.visitor()
    await signIn(owner, login, password)
    expect(await isSignedIn(owner)).toBe(true)
  })

  test('disable: nobody is in any more; enable: the password from before works', async () => {
    const agh = await university()
    const { login, password } = agh.person('alice')
    const browser = agh.visitor()
    await signIn(browser, login, password)
    const { visitor } = await staff(agh, 'admin')
    const disabled = await act(agh, visitor, 'alice', 'Disable the account')
    expect(disabled.text).toContain('The account is disabled.')
    expect(await isSignedIn(browser)).toBe(false)
    await signIn(browser, login, password)
    expect(await isSignedIn(browser)).toBe(false)

    await act(agh, visitor, 'alice', 'Enable the account')
    await signIn(browser, login, password)
    expect(await isSignedIn(browser)).toBe(true)
    expect((await agh.mailbox.letters(login)).map(({ subject }) => subject)).toHaveLength(2)
  })
})

describe('what the desk may not', () => {
  test('act without a reason, or write a PESEL into it: nothing happens, and all but the number is there again', async () => {
    const agh = await university()
    const { visitor } = await staff(agh, 'desk')
    const { pesel = '', login } = agh.person('alice')
    const page = await see(agh, visitor, 'alice')
    for (const [reason, sentence] of [
      ['', 'Say in a few words'],
      ['x'.repeat(501), 'Shorten the reason'],
      [`PESEL ${pesel}`, 'looks like a PESEL'],
      [`PESEL ${pesel?.slice(0, 10)}`, 'looks like a PESEL'],
    ] as const) {
      const refused = await visitor.submit(page, 'Send a link to set a password', { Reason: reason })
      expect([refused.status, refused.summary]).toEqual([422, expect.stringContaining(sentence)])
      expect(refused.html).not.toContain(pesel?.slice(0, 10))
      expect(refused.html).toContain(`${reason.replaceAll(/\d/g, '•')}</textarea>`)
    }
    expect(await agh.mailbox.letters(login)).toEqual([])
    expect(await events(agh, 'link-sent-by-desk')).toEqual([])
  })

  test('issue a code without saying how the identity was checked', async () => {
    const agh = await university()
    const { visitor } = await staff(agh, 'desk')
    const page = await see(agh, visitor, 'alice')
    const refused = await visitor.submit(page, 'Issue a one-time code', { Reason: WHY })
    expect([refused.status, refused.summary]).toEqual([422, expect.stringContaining('Choose how the identity')])
    expect(await events(agh, 'code-issued')).toEqual([])
  })

  test('assign an address of somebody else, or one outside the university', async () => {
    const agh = await university()
    const { visitor } = await staff(agh, 'desk')
    const page = await see(agh, visitor, 'alice')
    for (const [address, sentence] of [
      ['bogusz.warzecha@agh.edu.pl', 'belongs to another person'],
      ['alicja@example.com', 'in a domain of the university'],
      [agh.person('alice').login, 'is assigned already'],
    ] as const) {
      const fresh = page.status === 200 ? await see(agh, visitor, 'alice') : page
      const refused = await visitor.submit(fresh, 'Assign another address', { 'New address': address, Reason: WHY })
      expect([refused.status, refused.summary]).toEqual([422, expect.stringContaining(sentence)])
    }
  })

  test('act on oneself, on a colleague, or beyond the role, whatever is posted: 403, and an event', async () => {
    const agh = await university()
    const { visitor } = await staff(agh, 'desk')
    const page = await see(agh, visitor, 'alice')
    const { body } = visitor.fill(page, 'Send a link to set a password', { Reason: WHY })
    const posts = [
      `/desk/people/${await idOf(agh, 'desk')}/send-link`,
      `/desk/people/${await idOf(agh, 'desk2')}/send-link`,
      `/desk/people/${await idOf(agh, 'admin')}/end-sessions`,
      `/desk/people/${await idOf(agh, 'alice')}/disable`,
      `/desk/people/${await idOf(agh, 'kacper')}/connect`,
    ]
    for (const address of posts) expect((await visitor.send('POST', address, body)).status, address).toBe(403)
    expect(await events(agh, 'desk-refused')).toHaveLength(posts.length)
    expect((await see(agh, visitor, 'desk')).text).toContain('This is your own account')
    expect((await see(agh, visitor, 'desk2')).text).toContain('This person works at the desk')
    for (const key of ['desk2', 'admin', 'alice', 'kacper'])
      expect(await agh.mailbox.letters(agh.person(key).login)).toEqual([])
  })

  test('confirm a move of its own, even by a form made by hand', async () => {
    const agh = await university()
    const other = 'bwarzecha@zarz.agh.edu.pl'
    const { visitor } = await staff(agh, 'desk')
    const page = await see(agh, visitor, 'bob')
    const { body } = visitor.fill(page, 'Assign another address', { [other]: other, Reason: WHY })
    await visitor.send('POST', `/desk/people/${await idOf(agh, 'bob')}/assign-address`, body)
    const { body: again } = visitor.fill(await see(agh, visitor, 'alice'), 'Send a link to set a password', {
      Reason: WHY,
    })
    const answer = await visitor.send('POST', `/desk/people/${await idOf(agh, 'bob')}/confirm-address`, again)
    expect(answer.status).toBe(403)
    expect(await events(agh, 'address-confirmed')).toEqual([])
  })

  test('act twice by pressing twice', async () => {
    const agh = await university()
    const { visitor } = await staff(agh, 'desk')
    const page = await see(agh, visitor, 'alice')
    const { action, body } = visitor.fill(page, 'Send a link to set a password', { Reason: WHY })
    const answers = await Promise.all([visitor.send('POST', action, body), visitor.send('POST', action, body)])
    const places = answers.map((answer) => new URL(answer.headers.get('location') ?? '', agh.origin).search)
    expect(places.toSorted()).toEqual(['?done=send-link', '?done=sent-before'])
    expect(await events(agh, 'link-sent-by-desk')).toHaveLength(1)
    expect(await agh.mailbox.letters(agh.person('alice').login)).toHaveLength(1)
  })

  test('read a code twice', async () => {
    const agh = await university()
    const { visitor } = await staff(agh, 'desk')
    const page = await see(agh, visitor, 'carol')
    const { action, body } = visitor.fill(page, 'Issue a one-time code', { 'Proof of identity': 'known', Reason: WHY })
    expect((await visitor.request('POST', action, body)).heading).toBe('One-time code')
    const again = await visitor.request('POST', action, body)
    expect(again.text).toContain('This code has been shown, and cannot be seen again')
    expect(await events(agh, 'code-issued')).toHaveLength(1)
  })

  test('do what no longer helps', async () => {
    const agh = await university()
    const { visitor } = await staff(agh, 'registration')
    const page = await see(agh, visitor, 'kacper')
    await act(agh, visitor, 'kacper', 'Connect and send the link')
    const late = await visitor.submit(page, 'Connect and send the link', { Reason: WHY })
    expect(late.text).toContain('Something has changed meanwhile')
    expect(await events(agh, 'person-connected')).toHaveLength(1)
  })

  test('set a password, a link or a PESEL: such fields do nothing, and are told of without their content', async () => {
    const agh = await university()
    const { login, password } = agh.person('alice')
    const { visitor } = await staff(agh, 'desk')
    const page = await see(agh, visitor, 'alice')
    const { action, body } = visitor.fill(page, 'Send a link to set a password', { Reason: WHY })
    for (const name of ['password', 'pesel', 'link']) body.set(name, `Nowe-tajne-${name}`)
    expect((await visitor.send('POST', action, body)).status).toBe(303)
    await signIn(agh.visitor(), login, password)
    expect(agh.logText()).toContain('a form of the desk came with fields no staff may set')
    expect(agh.logText()).not.toContain('Nowe-tajne')
  })

  test('see a PESEL, a password, a hash, a link or a code of anybody', async () => {
    const agh = await university()
    const { visitor } = await staff(agh, 'admin')
    const { db } = agh.database
    const cast = await db.selectFrom('development_cast').selectAll().execute()
    const hashes = await db.selectFrom('credentials').select('password_hash').execute()
    await requestLink(agh.visitor(), agh.person('alice').login)
    const secrets = cast.flatMap(({ pesel, password, birth_date, document }) =>
      [pesel?.slice(0, 10), password, birth_date, document].filter((secret) => secret !== null && secret !== undefined),
    )
    for (const { person_id } of cast) {
      const { html } = await visitor.open(`/desk/people/${person_id}`)
      for (const secret of secrets) expect(html).not.toContain(secret)
      for (const { password_hash } of hashes) expect(html).not.toContain(password_hash)
      expect(html).not.toMatch(/\$argon2|\/set-password\/[A-Za-z0-9]/)
    }
  })
})

describe('a case of the person that a colleague has taken', () => {
  const CONNECT = 'Connect and send the link'

  test('is closed past nobody: whoever connects is asked once more, and the colleague reads who it was', async () => {
    const agh = await university()
    await helpRequest(agh, agh.person('kacper').login)
    const admin = await staff(agh, 'admin')
    const page = await see(agh, admin.visitor, 'kacper')
    const owner = await staff(agh, 'registration')
    const taken = await owner.visitor.submit(await owner.visitor.open('/desk/cases/R-2026-0001'), 'Take the case')

    const asked = await admin.visitor.submit(page, CONNECT, { Reason: WHY })
    expect(asked.status).toBe(409)
    expect(status(asked)).toContain('Nothing has been changed: a colleague deals with a case of this person.')
    expect(asked.text).toContain(
      `${owner.person.name} deals with case R-2026-0001 already. This closes it if the link can be mailed at once.`,
    )
    expect(asked.field('Reason').textContent).toBe(WHY)
    expect(await events(agh, 'person-connected')).toEqual([])

    const done = await admin.visitor.submit(asked, CONNECT)
    expect(status(done)).toContain('The person is connected to registration')
    expect(await events(agh, 'case-answered')).toMatchObject([{ actor: await idOf(agh, 'admin') }])
    const late = await owner.visitor.submit(taken, CONNECT)
    expect(status(late)).toContain(admin.person.name)
  })

  test('is named where it is taken already, so that one press does; who has taken it is told of nothing', async () => {
    const agh = await university()
    await helpRequest(agh, agh.person('kacper').login)
    const owner = await staff(agh, 'registration')
    await owner.visitor.submit(await owner.visitor.open('/desk/cases/R-2026-0001'), 'Take the case')
    expect((await see(agh, owner.visitor, 'kacper')).text).not.toContain('This closes it')

    const admin = await staff(agh, 'admin')
    const page = await see(agh, admin.visitor, 'kacper')
    expect(page.text).toContain(`${owner.person.name} deals with case R-2026-0001 already. This closes it if`)
    const polish = await admin.visitor.open(page.link('Polski'))
    expect(polish.text).toContain(
      `Sprawą R-2026-0001 zajmuje się już ${owner.person.name}. To działanie ją zamknie, jeśli`,
    )
    await admin.visitor.open(polish.link('English'))
    expect((await admin.visitor.submit(page, CONNECT, { Reason: WHY })).status).toBe(200)
    expect(await events(agh, 'case-answered')).toHaveLength(1)
  })

  test('is asked about also where only the address that is typed leads to it', async () => {
    const agh = await university()
    await savePerson(agh.database.db, agh.clock.now(), { id: 'without', givenNames: 'Zenobia', surname: 'Kruk' })
    const address = 'zenobia.kruk@agh.edu.pl'
    const owner = await staff(agh, 'desk')
    await takenCase(agh, 'R-2026-0001', { kind: 'teacher', address })

    const { visitor } = await staff(agh, 'desk2')
    const page = await visitor.open('/desk/people/without')
    const asked = await visitor.submit(page, 'Assign another address', { 'New address': address, Reason: WHY })
    expect(asked.status).toBe(409)
    expect(asked.text).toContain(`${owner.person.name} deals with case R-2026-0001 already. This closes it.`)
    expect(await events(agh, 'address-assigned')).toEqual([])
    const done = await visitor.submit(asked, 'Assign another address')
    expect(status(done)).toContain('The address is assigned')
    expect(await events(agh, 'case-answered')).toHaveLength(1)
  })

  test('stays open where whoever is connected gets no link', async () => {
    const agh = await university()
    const none = { id: 'without', givenNames: 'Zenobia', surname: 'Kruk', connected: false }
    const person = await savePerson(agh.database.db, agh.clock.now(), none)
    await takenCase(agh, 'R-2026-0001', { kind: 'student', address: 'z.kruk@student.agh.edu.pl', person_id: person })
    const { visitor } = await staff(agh, 'admin')
    const page = await visitor.open('/desk/people/without')
    expect(page.text).toContain('This closes it if the link can be mailed at once.')
    const done = await visitor.submit(page, CONNECT, { Reason: WHY })
    expect(status(done)).toContain('No link has been sent yet')
    expect(await events(agh, 'case-answered')).toEqual([])
  })

  test('is a teacher’s where an address is assigned: a student’s from there is named to nobody who connects', async () => {
    const agh = await university()
    const none = { id: 'without', givenNames: 'Zenobia', surname: 'Kruk', connected: false }
    await savePerson(agh.database.db, agh.clock.now(), none)
    const address = 'zenobia.kruk@agh.edu.pl'
    await takenCase(agh, 'R-2026-0001', { kind: 'teacher', address })
    await takenCase(agh, 'R-2026-0002', { kind: 'student', address })

    const { visitor } = await staff(agh, 'admin')
    const page = await visitor.open('/desk/people/without')
    const asked = await visitor.submit(page, 'Assign another address', { 'New address': address, Reason: WHY })
    expect([asked.status, asked.text]).toEqual([409, expect.stringContaining('R-2026-0001')])
    expect(asked.html).not.toContain('R-2026-0002')
  })

  test('is not shown to whoever types an address that is refused anyhow', async () => {
    const agh = await university()
    const { login } = agh.person('alice')
    const gone = 'odeszla@agh.edu.pl'
    await agh.database.db
      .transaction()
      .execute((trx) =>
        keepErased(trx, testKeys.app, asPersonId('gone'), [{ kind: 'address', value: gone }], agh.clock.now()),
      )
    const { visitor } = await staff(agh, 'admin')
    for (const [number, address, sentence, isHers] of [
      ['R-2026-0001', 'bogusz.warzecha@agh.edu.pl', 'belongs to another person', false],
      ['R-2026-0002', gone, 'belonged to somebody who was erased', false],
      ['R-2026-0003', login, 'is assigned already', true],
    ] as const) {
      const page = await see(agh, visitor, 'alice')
      await takenCase(agh, number, { kind: 'teacher', address })
      const given = { 'New address': address, Reason: WHY }
      const refused = await visitor.submit(page, 'Assign another address', given)
      expect([refused.status, refused.summary]).toEqual([422, expect.stringContaining(sentence)])
      expect([number, refused.html.includes(number)]).toEqual([number, isHers])
    }
  })
})

/** A case that the help desk has taken. */
async function takenCase(agh: University, id: string, more: Record<string, unknown>) {
  const now = agh.clock.now()
  const owned = { owner: await idOf(agh, 'desk'), taken_at: now, state: 'open', opened_at: now, last_asked_at: now }
  const said = { field_of_study: '', album_number: '', has_right: false, note: '', language: 'pl' }
  await agh.database.db
    .insertInto('cases')
    .values({ id: asCaseId(id), ...owned, ...said, ...more } as never)
    .execute()
}

function status(page: Page) {
  return page.document.querySelector('[role="status"]')?.textContent.replace(/[\s\u00a0]+/g, ' ')
}

async function see(agh: University, visitor: Visitor, key: string) {
  return visitor.open(`/desk/people/${await idOf(agh, key)}`)
}

async function idOf(agh: University, key: string): Promise<PersonId> {
  const row = await agh.database.db
    .selectFrom('development_cast')
    .select('person_id')
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  return row.person_id
}

async function act(agh: University, visitor: Visitor, key: string, button: string) {
  return visitor.submit(await see(agh, visitor, key), button, { Reason: WHY })
}

function tags(page: Page, section: string) {
  return page.document.querySelectorAll(`section[aria-labelledby="${section}"] .tag`).map((tag) => tag.textContent)
}

function events(agh: University, event: string) {
  return agh.database.db.selectFrom('audit_events').selectAll().where('event', '=', event).orderBy('id').execute()
}
