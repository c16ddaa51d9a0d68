import { describe, expect, test } from 'vitest'
import { codeFor, idOf, typeCode } from '../../test/code-steps.ts'
import { GOOD_PASSWORD, linkFor, setPassword } from '../../test/reset-steps.ts'
import { somebodyWaits } from '../../test/somebody-waits.ts'
import { type University, university } from '../../test/university.ts'
import type { Page, Visitor } from '../../test/visitor.ts'
import { issueCode } from '../challenges/index.ts'
import { lockPerson } from '../people/index.ts'
import { systemRandom } from '../world/index.ts'

const HEADING = 'Set a password with a one-time code'
const SET = 'You are setting a new password'
const DONE = 'Your password has been set'
const REFUSED = 'This address and this code do not go together'

const choose = (visitor: Visitor, page: Page, password = GOOD_PASSWORD, repeat = password) =>
  visitor.submit(page, 'Set password', { 'New password:': password, 'Repeat new password:': repeat })

async function signsIn(uni: University, login: string, password: string) {
  const visitor = uni.visitor()
  const page = await visitor.submit(await visitor.open('/portal/log-in'), 'Sign in', { ID: login, Password: password })
  return !page.html.includes('id="password"')
}

const events = (uni: University, event: string) =>
  uni.database.db
    .selectFrom('audit_events')
    .select(['outcome', 'person_id', 'actor', 'details'])
    .where('event', '=', event)
    .orderBy('id')
    .execute()

const spent = (uni: University, budget: string, times: number) =>
  uni.database.db.updateTable('budgets').set({ spent: times }).where('budget', '=', budget).execute()

const otherSource = (host: number) => ({ 'accept-language': 'en', 'x-forwarded-for': `198.51.100.${host}` })

describe('a one-time code from the desk', () => {
  test('takes somebody without PESEL to a new password, where the link had to send them to the desk', async () => {
    const uni = await university()
    const carol = uni.person('carol')
    const visitor = uni.visitor()
    const closed = await visitor.open(await linkFor(uni, carol.login))
    expect(closed.status).toBe(403)
    const code = await codeFor(uni, 'carol')
    const entry = await visitor.open(closed.link('I have a one-time code from the help desk'))
    expect(entry.heading).toBe(HEADING)
    const page = await visitor.submit(entry, 'Next', { 'E-mail address:': carol.login, 'One-time code:': code })
    expect(page.heading).toBe(SET)
    expect(page.text).toContain(`For the account ${carol.login}`)
    expect(page.html).not.toContain('PESEL')
    const done = await choose(visitor, page)
    expect(done.heading).toBe(DONE)
    expect([...visitor.cookies.keys()].filter((name) => name.includes('TGC') || name.includes('code-'))).toEqual([])
    expect(await signsIn(uni, carol.login, GOOD_PASSWORD)).toBe(true)
    expect(await signsIn(uni, carol.login, carol.password)).toBe(false)
  })

  test('sets a first password as well, and works under the strict profile', async () => {
    const uni = await university({ settings: { PASSWORD_PROFILE: 'strict' } })
    const eve = uni.person('eve')
    const visitor = uni.visitor()
    const page = await typeCode(visitor, eve.login, await codeFor(uni, 'eve'))
    expect((await choose(visitor, page, 'rower pod mostem siedem')).heading).toBe(DONE)
    expect(await signsIn(uni, eve.login, 'rower pod mostem siedem')).toBe(true)
    expect((await events(uni, 'password-set')).at(-1)?.details).toMatchObject({ purpose: 'first-password' })
  })

  test('is typed in any case, without hyphens, and with any address of the person', async () => {
    const uni = await university()
    const bob = uni.person('bob')
    const other = bob.otherAddresses[0] ?? ''
    const code = (await codeFor(uni, 'bob')).replaceAll('-', '').toLowerCase()
    const page = await typeCode(uni.visitor(), other, code)
    expect(page.heading).toBe(SET)
    expect(page.text).toContain(`For the account ${bob.login}`)
  })

  test('ends every session, closes open links, leaves a notice and two events, and refills no budget of the question', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const phone = uni.visitor()
    await phone.submit(await phone.open('/portal/log-in'), 'Sign in', { ID: alice.login, Password: alice.password })
    expect((await phone.open('/account')).status).toBe(200)
    const link = await linkFor(uni, alice.login)
    await setPassword(uni, link, { pesel: '44051401359', password: GOOD_PASSWORD })
    const wrong = await uni.database.db.selectFrom('wrong_answers').selectAll().execute()
    expect(wrong).toHaveLength(1)

    const visitor = uni.visitor()
    await choose(visitor, await typeCode(visitor, alice.login, await codeFor(uni, 'alice')))
    expect((await phone.open('/account')).title).toContain('Sign in')
    expect((await uni.visitor().open(link)).status).toBe(410)
    expect(await uni.database.db.selectFrom('wrong_answers').selectAll().execute()).toEqual(wrong)

    const notice = (await uni.mailbox.letters(alice.login)).at(-1)
    expect(notice?.subject).toBe('Nowe hasło zostało ustawione')
    expect(notice?.text.replace(/\s+/g, ' ')).toContain('kodem jednorazowym, który wydaje punkt pomocy USOS')
    expect(notice?.html).not.toContain('href="http')
    expect(await events(uni, 'code-used')).toMatchObject([
      { outcome: 'success', person_id: await idOf(uni, 'alice'), actor: 'person' },
    ])
    expect((await events(uni, 'password-set')).at(-1)?.details).toMatchObject({ sessions: 1 })
  })

  test('follows the rules of every new password, and stays good until one keeps them', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const visitor = uni.visitor()
    const page = await typeCode(visitor, alice.login, await codeFor(uni, 'alice'))
    const differs = await choose(visitor, page, GOOD_PASSWORD, 'other')
    expect(differs.status).toBe(422)
    expect(differs.text).toContain('Your code is still good')
    expect((await choose(visitor, differs, 'Alicja#2026')).status).toBe(422)
    const before = await choose(visitor, differs, alice.password)
    expect(before.status).toBe(422)
    expect((await choose(visitor, before)).heading).toBe(DONE)
  })

  test('is used once: of ten tabs that set a password at once one does, and the page says so to the others', async () => {
    const uni = await university({ nodes: 2 })
    const alice = uni.person('alice')
    const visitor = uni.visitor()
    const page = await typeCode(visitor, alice.login, await codeFor(uni, 'alice'))
    const pages = await Promise.all(
      Array.from({ length: 10 }, (_, tab) => choose(visitor.sameBrowser(), page, `${GOOD_PASSWORD}${tab}`)),
    )
    expect(pages.filter(({ heading }) => heading === DONE)).toHaveLength(1)
    expect(pages.filter(({ status }) => status === 410)).toHaveLength(9)
    expect(await events(uni, 'password-set')).toHaveLength(1)
  })

  test('is dead when its time is over, also behind the page that it opened', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const visitor = uni.visitor()
    const page = await typeCode(visitor, alice.login, await codeFor(uni, 'alice'))
    uni.clock.advance({ minutes: 15 })
    const late = await choose(visitor, page)
    expect(late.status).toBe(410)
    expect(late.heading).toBe('This code does not work any more')
    expect(await signsIn(uni, alice.login, alice.password)).toBe(true)
  })

  test('dies with a password set by a link, and with the account', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const code = await codeFor(uni, 'alice')
    await setPassword(uni, await linkFor(uni, alice.login), { pesel: alice.pesel, password: GOOD_PASSWORD })
    expect((await typeCode(uni.visitor(), alice.login, code)).summary).toContain(REFUSED)

    const visitor = uni.visitor()
    const page = await typeCode(visitor, alice.login, await codeFor(uni, 'alice'))
    await uni.database.db
      .updateTable('people')
      .set({ disabled_at: uni.clock.now() })
      .where('id', '=', await idOf(uni, 'alice'))
      .execute()
    expect((await choose(visitor, page, `${GOOD_PASSWORD}2`)).status).toBe(410)
  })
})

describe('whoever has no code', () => {
  test('gets one answer for an unknown address, a wrong code, a dead code and a disabled account', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const older = await codeFor(uni, 'alice')
    await codeFor(uni, 'alice')
    const tries: [string, string][] = [
      ['nobody@student.agh.edu.pl', 'KKKK-KKKK-KKKK'],
      [alice.login, 'KKKK-KKKK-KKKK'],
      [alice.login, older],
      [uni.person('fiona').login, 'KKKK-KKKK-KKKK'],
      [uni.person('dan').login, await codeFor(uni, 'dan')],
    ]
    const answers: string[] = []
    for (const [address, code] of tries) {
      const page = await typeCode(uni.visitor(), address, code)
      expect(page.status).toBe(422)
      expect(page.summary).toContain(REFUSED)
      expect(page.html).not.toContain(code)
      answers.push(page.text.replaceAll(address, ''))
    }
    expect(new Set(answers).size).toBe(1)
    expect((await events(uni, 'code-used')).map(({ details }) => details.because)).toEqual([
      'no-account',
      'wrong',
      'wrong',
      'dead',
      'no-account',
    ])
  })

  test('cannot burn the code of somebody else from one network, and the owner’s still works from another', async () => {
    const uni = await university({ settings: { TRUSTED_PROXIES: '127.0.0.1,::1' } })
    const alice = uni.person('alice')
    const code = await codeFor(uni, 'alice')
    for (let time = 0; time < 4; time++) {
      expect((await typeCode(uni.visitor(otherSource(1)), alice.login, 'KKKK-KKKK-KKKK')).status).toBe(422)
    }
    // Refused before anything is counted or compared: even the right one.
    for (const typed of ['KKKK-KKKK-KKKK', code]) {
      const refused = await typeCode(uni.visitor(otherSource(1)), alice.login, typed)
      expect(refused.status).toBe(429)
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    const unknown = uni.visitor(otherSource(1))
    for (let time = 0; time < 4; time++) await typeCode(unknown, 'nobody@student.agh.edu.pl', 'KKKK-KKKK-KKKK')
    expect((await typeCode(unknown, 'nobody@student.agh.edu.pl', 'KKKK-KKKK-KKKK')).status).toBe(429)
    expect((await typeCode(uni.visitor(otherSource(2)), alice.login, code)).heading).toBe(SET)
  })

  test('may try sixty times an hour from one network, at whichever accounts', async () => {
    const uni = await university({ settings: { TRUSTED_PROXIES: '127.0.0.1,::1' } })
    const stranger = uni.visitor(otherSource(3))
    const page = await stranger.open('/set-password/code')
    const attempt = (number: number) =>
      stranger.submit(page, 'Next', {
        'E-mail address:': `student${number}@student.agh.edu.pl`,
        'One-time code:': 'KKKK-KKKK-KKKK',
      })
    for (let number = 0; number < 60; number++) expect((await attempt(number)).status).toBe(422)
    expect((await attempt(60)).status).toBe(429)
    uni.clock.advance({ minutes: 61 })
    expect((await typeCode(uni.visitor(otherSource(3)), 'student61@student.agh.edu.pl', 'KKKK-KKKK-KKKK')).status).toBe(
      422,
    )
  })

  test('may try twenty-five times as often from a campus network, where a desk has handed many a code', async () => {
    const settings = { TRUSTED_PROXIES: '127.0.0.1,::1', CAMPUS_NETWORKS: '198.51.100.0/24' }
    const uni = await university({ settings })
    const tried = async (number: number) => {
      const visitor = uni.visitor({ 'accept-language': 'en', 'x-forwarded-for': '198.51.100.7' })
      return (await typeCode(visitor, `student${number}@student.agh.edu.pl`, 'KKKK-KKKK-KKKK')).status
    }
    expect(await tried(1)).toBe(422)
    await spent(uni, 'codes-source', 1_499)
    expect(await tried(2)).toBe(422)
    expect(await tried(3)).toBe(429)
  })

  test('may try 240 times an hour from one site of IPv6, however many networks it has, at known and unknown addresses alike', async () => {
    const uni = await university({ settings: { TRUSTED_PROXIES: '127.0.0.1,::1' } })
    const from = (source: string) => uni.visitor({ 'accept-language': 'en', 'x-forwarded-for': source })
    const { login } = uni.person('alice')
    const code = await codeFor(uni, 'alice')
    await typeCode(from('2001:db8:7:1::1'), 'student1@student.agh.edu.pl', 'KKKK-KKKK-KKKK')
    await spent(uni, 'codes-site', 239)
    const tried = async (source: string, address: string, typed: string) =>
      (await typeCode(from(source), address, typed)).status
    expect(await tried('2001:db8:7:2::1', 'student2@student.agh.edu.pl', 'KKKK-KKKK-KKKK')).toBe(422)
    expect(await tried('2001:db8:7:3::1', 'student3@student.agh.edu.pl', 'KKKK-KKKK-KKKK')).toBe(429)
    expect(await tried('2001:db8:7:4::1', login, code)).toBe(429)
    expect((await typeCode(from('2001:db8:8:1::1'), login, code)).heading).toBe(SET)
  })

  test('may try ten thousand times an hour from everywhere: what a try costs is bounded for the whole program', async () => {
    const uni = await university({ settings: { TRUSTED_PROXIES: '127.0.0.1,::1' } })
    const tried = async (host: number) =>
      (await typeCode(uni.visitor(otherSource(host)), 'student1@student.agh.edu.pl', 'KKKK-KKKK-KKKK')).status
    expect(await tried(1)).toBe(422)
    await spent(uni, 'codes-overall', 9_999)
    expect(await tried(2)).toBe(422)
    expect(await tried(3)).toBe(429)
    uni.clock.advance({ minutes: 61 })
    expect(await tried(3)).toBe(422)
  })

  test('uses up nothing of what there is for everybody by trying one address again and again', async () => {
    const uni = await university()
    for (let time = 0; time < 7; time++) await typeCode(uni.visitor(), 'student1@student.agh.edu.pl', 'KKKK-KKKK-KKKK')
    const overall = uni.database.db.selectFrom('budgets').select('spent').where('budget', '=', 'codes-overall')
    expect(await overall.execute()).toEqual([{ spent: 4 }])
  })

  test('spends no try of a code that the desk issues meanwhile: what was typed is digested before the row of the person is held', async () => {
    const uni = await university()
    const { db } = uni.database
    const { login } = uni.person('alice')
    const person = await idOf(uni, 'alice')
    await codeFor(uni, 'alice')
    const wanted = {
      person,
      purpose: 'set-password',
      issuedBy: 'desk',
      lifetimeMs: 900_000,
      now: uni.clock.now(),
    } as const
    const trying = await db.transaction().execute(async (trx) => {
      await lockPerson(trx, person)
      const begun = typeCode(uni.visitor(), login, 'KKKK-KKKK-KKKK')
      await somebodyWaits(db)
      await issueCode(trx, wanted, systemRandom)
      return { begun }
    })
    expect((await trying.begun).summary).toContain(REFUSED)
    const codes = db.selectFrom('one_time_codes').select('wrong_tries').where('closed_at', 'is', null)
    expect(await codes.execute()).toEqual([{ wrong_tries: 0 }])
  })

  test('is told of what cannot be a code, or an address, before anything is counted', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    await codeFor(uni, 'alice')
    const visitor = uni.visitor()
    for (const code of ['', 'K7QF', '0000-1111-OOOO', 'K7QF-29TD-M4XW-K7QF']) {
      const page = await typeCode(visitor, alice.login, code)
      expect(page.status).toBe(422)
      expect(page.summary).toContain('We need the whole address and the whole code')
    }
    expect((await typeCode(visitor, 'alice', 'K7QF-29TD-M4XW')).summary).toContain('Type the whole address')
    const [row] = await uni.database.db.selectFrom('one_time_codes').selectAll().execute()
    expect(row?.wrong_tries).toBe(0)
    expect(await events(uni, 'code-used')).toEqual([])
  })

  test('gets nowhere by guessing an address of a page, planting a cookie, or swapping forms of two tabs', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const carol = uni.person('carol')
    const owner = uni.visitor()
    const page = await typeCode(owner, alice.login, await codeFor(uni, 'alice'))
    const stranger = uni.visitor()
    expect((await stranger.open(page.address)).status).toBe(410)
    for (const [name, value] of owner.cookies) {
      if (name.includes('code-')) stranger.cookies.set(name, `${value.startsWith('A') ? 'B' : 'A'}${value.slice(1)}`)
    }
    expect((await stranger.open(page.address)).status).toBe(410)

    const second = await typeCode(owner, carol.login, await codeFor(uni, 'carol'))
    const { body } = owner.fill(second, 'Set password', {
      'New password:': GOOD_PASSWORD,
      'Repeat new password:': GOOD_PASSWORD,
    })
    expect((await owner.send('POST', page.address, body)).status).toBe(400)
  })

  test('finds the code in no log, no page and no row', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const code = await codeFor(uni, 'alice')
    const visitor = uni.visitor()
    const page = await typeCode(visitor, alice.login, code)
    expect(visitor.trail.join(' ')).not.toContain(code)
    expect(page.html).not.toContain(code)
    await choose(visitor, page)
    const rows = JSON.stringify([
      await uni.database.db.selectFrom('one_time_codes').selectAll().execute(),
      await uni.database.db.selectFrom('audit_events').selectAll().execute(),
    ])
    for (const spelling of [code, code.replaceAll('-', '')]) {
      expect(rows).not.toContain(spelling)
      expect(uni.logText()).not.toContain(spelling)
    }
  })
})
