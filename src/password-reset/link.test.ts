import { describe, expect, test } from 'vitest'
import { fillSetPage, GOOD_PASSWORD, linkAgain, linkFor, setPassword, signsIn } from '../../test/reset-steps.ts'
import { type University, university } from '../../test/university.ts'
import type { Visitor } from '../../test/visitor.ts'
import { REFUSALS_OF_A_SOURCE } from '../challenges/index.ts'

const SET = 'You are setting a new password'
const DONE = 'Your password has been set'
const WRONG = 'Type the answer again: it does not agree with the university’s records'

/** Another number that could be somebody's: the same day, the next ordinal that has a check digit of its own. */
const otherPesel = '44051401359'

const wrongAnswers = (uni: University) => uni.database.db.selectFrom('wrong_answers').selectAll().execute()

describe('the journey of the manual', () => {
  test('a forgotten password is set by the link, and nothing signs in by itself', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const visitor = uni.visitor()
    const page = await visitor.open(await linkFor(uni, alice.login))
    expect(page.heading).toBe(SET)
    expect(page.text).toContain('AGH University of Krakow')
    for (const sentence of [
      'New password should:',
      'contain at least 8 characters,',
      'contain: a lower case letter, an upper case letter, a digit or a special character.',
      'not contain fragments of your personal data or your login,',
      'be different than previous ones.',
    ]) {
      expect(page.text).toContain(sentence)
    }
    const done = await fillSetPage(visitor, page, { pesel: alice.pesel, password: GOOD_PASSWORD })
    expect(done.heading).toBe(DONE)
    expect(done.link('Sign in').pathname).toBe('/portal/log-in')
    expect([...visitor.cookies.keys()].filter((name) => name.includes('TGC'))).toEqual([])
    expect(await signsIn(uni, alice.login, GOOD_PASSWORD)).toBe(true)
    expect(await signsIn(uni, alice.login, alice.password)).toBe(false)
  })

  test('somebody who never had a password sets the first one, with a link that lives a day', async () => {
    const uni = await university()
    const eve = uni.person('eve')
    expect(await signsIn(uni, eve.login, 'whatever')).toBe(false)
    const link = await linkFor(uni, eve.login)
    uni.clock.advance({ hours: 23 })
    const done = await setPassword(uni, link, { pesel: eve.pesel, password: GOOD_PASSWORD })
    expect(done.heading).toBe(DONE)
    expect(await signsIn(uni, eve.login, GOOD_PASSWORD)).toBe(true)
  })

  test('people without PESEL answer the same field with what the university knows them by', async () => {
    const uni = await university()
    const mai = uni.person('mai')
    const tarik = uni.person('tarik')
    const mais = await setPassword(uni, await linkFor(uni, mai.login), {
      pesel: mai.birthDate,
      password: GOOD_PASSWORD,
    })
    expect(mais.heading).toBe(DONE)
    const tariks = await setPassword(uni, await linkFor(uni, tarik.login), {
      pesel: tarik.document,
      password: GOOD_PASSWORD,
    })
    expect(tariks.heading).toBe(DONE)
  })

  test('spaces and hyphens in the number are forgiven', async () => {
    const uni = await university()
    const { login, pesel } = uni.person('alice')
    const spaced = ` ${pesel?.slice(0, 6)}-${pesel?.slice(6)} `
    const page = await setPassword(uni, await linkFor(uni, login), { pesel: spaced, password: GOOD_PASSWORD })
    expect(page.heading).toBe(DONE)
  })

  test('afterwards every session is over, the waits at sign-in are forgotten, and one notice without any link is mailed', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    for (let count = 0; count < 11; count++) await signsIn(uni, alice.login, 'wrong password')
    const signedIn = async () =>
      uni.database.db.selectFrom('sessions').selectAll().where('ended_at', 'is', null).execute()
    uni.clock.advance({ minutes: 5 })
    expect(await signsIn(uni, alice.login, alice.password)).toBe(true)
    expect(await signedIn()).toHaveLength(1)
    for (let count = 0; count < 11; count++) await signsIn(uni, alice.login, 'wrong password')

    const done = await setPassword(uni, await linkFor(uni, alice.login), {
      pesel: alice.pesel,
      password: GOOD_PASSWORD,
    })
    expect(done.text).toContain('ended your sessions on all devices, this one included')
    expect(await signedIn()).toHaveLength(0)
    expect(await signsIn(uni, alice.login, GOOD_PASSWORD)).toBe(true)
    const notices = (await uni.mailbox.letters(alice.login)).filter(({ subject }) => subject.includes('Nowe hasło'))
    expect(notices).toHaveLength(1)
    expect(notices[0]?.text).not.toMatch(/http|[0-9]{11}/)
  })
})

describe('looking spends nothing', () => {
  test('scanners, prefetchers and empty posts leave the link as it was', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const link = await linkFor(uni, alice.login)
    for (const method of ['HEAD', 'GET', 'GET', 'GET', 'OPTIONS']) await uni.visitor().send(method, link)
    for (let count = 0; count < 5; count++) await uni.visitor().send('POST', link, '')
    await uni.visitor({ 'sec-purpose': 'prefetch' }).open(link)
    const visitor = uni.visitor()
    const page = await visitor.open(link)
    for (let count = 0; count < 5; count++) {
      expect((await visitor.submit(page, 'Set password')).summary).toContain('Type your PESEL number')
    }
    expect(await wrongAnswers(uni)).toEqual([])
    expect((await setPassword(uni, link, { pesel: alice.pesel, password: GOOD_PASSWORD })).heading).toBe(DONE)
  })

  test('however often it is opened, the trail has five lines of it in an hour', async () => {
    const uni = await university()
    const link = await linkFor(uni, uni.person('alice').login)
    const openings = async () =>
      (await uni.database.db.selectFrom('audit_events').select('id').where('event', '=', 'link-opened').execute())
        .length
    for (let time = 0; time < 8; time++) await uni.visitor().open(link)
    expect(await openings()).toBe(5)
    uni.clock.advance({ minutes: 61 })
    await uni.visitor().open(link)
    expect(await openings()).toBe(6)
  })

  test('made-up links stand in the trail like all that strangers are refused, and hide no opening of a real one', async () => {
    const uni = await university()
    const link = await linkFor(uni, uni.person('alice').login)
    const [address = '', secret = ''] = link.split(/\.(?=[^.]*$)/)
    const stranger = uni.visitor()
    for (let time = 0; time < 8; time++) await stranger.send('GET', `${address}.${secret.split('').reverse().join('')}`)
    for (let number = 0; number < REFUSALS_OF_A_SOURCE; number++) {
      await stranger.send('GET', `/set-password/${String(number).padStart(12, '0')}.${secret}`)
    }
    await uni.visitor().open(link)
    const events = await uni.database.db
      .selectFrom('audit_events')
      .select(['event', 'outcome'])
      .where('event', 'in', ['link-opened', 'refusals-not-listed'])
      .orderBy('id')
      .execute()
    expect(events.filter(({ outcome }) => outcome === 'failure')).toHaveLength(REFUSALS_OF_A_SOURCE + 1)
    expect(events.at(-1)).toEqual({ event: 'link-opened', outcome: 'success' })
    const ofLinks = uni.database.db.selectFrom('budgets').select('spent').where('budget', '=', 'link-opened')
    expect(await ofLinks.execute()).toEqual([{ spent: 1 }])
  })

  test('the secret leaves the address bar at once and is in no page, no log and no row', async () => {
    const uni = await university()
    const link = await linkFor(uni, uni.person('alice').login)
    const secret = link.split('.').at(-1) ?? ''
    expect(secret).toMatch(/^[A-Za-z0-9]{24}$/)
    const visitor = uni.visitor()
    const first = await visitor.send('GET', link)
    expect(first.status).toBe(303)
    expect(first.headers.get('location')).not.toContain(secret)
    expect(first.headers.get('set-cookie')).toMatch(
      /^__Host-link-\w+=\w+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=/,
    )
    const page = await visitor.open(first.headers.get('location') ?? '')
    expect(page.html).not.toContain(secret)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(uni.logText()).not.toContain(secret)
    const rows = await uni.database.db.selectFrom('mailed_links').selectAll().execute()
    const trail = await uni.database.db.selectFrom('audit_events').selectAll().execute()
    expect(JSON.stringify([rows, trail])).not.toContain(secret)
  })

  test('two hundred links share nothing', async () => {
    const uni = await university({
      settings: {
        LETTER_COOLDOWN: '0s',
        LETTERS_PER_HOUR: '1000',
        LETTERS_PER_DAY: '1000',
        LETTERS_PER_SOURCE: '1000',
      },
    })
    const { login } = uni.person('alice')
    const visitor = uni.visitor()
    const page = await visitor.open('/reset-password')
    for (let count = 0; count < 200; count++) {
      await visitor.submit(page, 'Next', { 'E-mail address:': login })
      await uni.mailbox.letters()
    }
    const tokens = (await uni.mailbox.letters(login)).map(({ text }) => /\/set-password\/(\S+)/.exec(text)?.[1] ?? '')
    expect(new Set(tokens).size).toBe(200)
    expect(new Set(tokens.map((token) => token.slice(0, 4))).size).toBeGreaterThan(190)
    for (const token of tokens) expect(token).not.toMatch(/[Aa]licja|[Ww]rona/)
  })
})

describe('a form that is refused', () => {
  test('keeps the link, counts no answer, shows every fault at its field and nothing that was typed', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const visitor = uni.visitor()
    let page = await visitor.open(await linkFor(uni, alice.login))
    for (let count = 0; count < 5; count++) {
      page = await fillSetPage(visitor, page, {
        pesel: alice.pesel,
        password: GOOD_PASSWORD,
        repeat: 'Something#else-5',
      })
      expect(page.status).toBe(422)
      expect(page.title).toMatch(/^Error: /)
      expect(page.summary).toContain('The password has not been set')
      expect(page.link('Type the same password in both fields').hash).toBe('#repeat')
      expect(page.html).not.toContain(alice.pesel)
      expect(page.html).not.toContain(GOOD_PASSWORD)
    }
    page = await fillSetPage(visitor, page, { pesel: alice.pesel, password: 'abcdefgh' })
    expect(page.link('Add an upper case letter').hash).toBe('#new')
    expect(page.field('New password:').getAttribute('aria-invalid')).toBe('true')
    expect(await wrongAnswers(uni)).toEqual([])
    expect((await fillSetPage(visitor, page, { pesel: alice.pesel, password: GOOD_PASSWORD })).heading).toBe(DONE)
  })

  test('a wrong answer beside a weak password is neither compared nor counted', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const link = await linkFor(uni, alice.login)
    const weakAndWrong = await setPassword(uni, link, { pesel: otherPesel, password: 'abcdefgh' })
    const weakAndRight = await setPassword(uni, link, { pesel: alice.pesel, password: 'abcdefgh' })
    expect(weakAndWrong.summary).toBe(weakAndRight.summary)
    expect(weakAndWrong.text).toBe(weakAndRight.text)
    expect(await wrongAnswers(uni)).toEqual([])
  })

  test('a password used before is refused, but only after a right answer', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const link = await linkFor(uni, alice.login)
    const wrong = await setPassword(uni, link, { pesel: otherPesel, password: alice.password })
    expect(wrong.summary).toContain(WRONG)
    expect(wrong.summary).not.toContain('before')
    const right = await setPassword(uni, link, { pesel: alice.pesel, password: alice.password })
    expect(right.summary).toContain('Choose a password you have not used here before')
    expect((await setPassword(uni, link, { pesel: alice.pesel, password: GOOD_PASSWORD })).heading).toBe(DONE)
  })

  test('tells of earlier passwords ten times; then it closes, and leads to a new one', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const visitor = uni.visitor()
    const page = await visitor.open(await linkFor(uni, alice.login))
    const again = () => fillSetPage(visitor, page, { pesel: alice.pesel, password: alice.password })
    for (let time = 0; time < 10; time++) {
      expect((await again()).summary).toContain('Choose a password you have not used here before')
    }
    const closed = await again()
    expect(closed.status).toBe(410)
    expect(closed.text).toContain('Earlier passwords were typed too often')
    expect(closed.form('Send a new link')).toBeDefined()
    expect(await signsIn(uni, alice.login, alice.password)).toBe(true)
  })

  test('a password that repeats the name, the login, the album number or the number just typed is refused', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const link = await linkFor(uni, alice.login)
    const pesel = alice.pesel ?? ''
    for (const password of [
      `Xq#Alicja-7mz`,
      `Xq#wrona-7mzP`,
      `Xq#${alice.albumNumber}-mzP`,
      `Xq#${pesel.slice(0, 6)}-mzP`,
    ]) {
      const page = await setPassword(uni, link, { pesel, password })
      expect(page.summary, password).toContain('Remove fragments of your personal data and your login')
    }
  })
})

describe('a link dies', () => {
  const heading = async (uni: University, link: string) => (await uni.visitor().open(link)).heading

  test('with its hour, and the page asks for a new one without typing the address again', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const link = await linkFor(uni, alice.login)
    uni.clock.advance({ minutes: 60 })
    const visitor = uni.visitor()
    const page = await visitor.open(link)
    expect([page.status, page.heading]).toEqual([410, 'This link has expired'])
    const sent = await visitor.submit(page, 'Send a new link')
    expect(sent.text).toContain(`A link to set a new password has been sent to ${alice.login}.`)
    expect(await uni.mailbox.linkFor(alice.login)).not.toBe(link)
  })

  test('when it has been used', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const link = await linkFor(uni, alice.login)
    await setPassword(uni, link, { pesel: alice.pesel, password: GOOD_PASSWORD })
    expect(await heading(uni, link)).toBe('This link has already been used')
  })

  test('when a newer one is asked for', async () => {
    const uni = await university()
    const { login } = uni.person('alice')
    const older = await linkFor(uni, login)
    const newer = await linkAgain(uni, login)
    expect(await heading(uni, older)).toBe('A newer link has replaced this one')
    expect(await heading(uni, newer)).toBe(SET)
  })

  test('when the account is disabled, closed, gets another assigned address, or is erased', async () => {
    const uni = await university()
    const { db } = uni.database
    const now = uni.clock.now()
    const dead = async (key: string, change: (person: string) => Promise<unknown>) => {
      const { login } = uni.person(key)
      const link = await linkFor(uni, login)
      const visitor = uni.visitor()
      const page = await visitor.open(link)
      const { person_id } = await db
        .selectFrom('addresses')
        .selectAll()
        .where('address', '=', login)
        .executeTakeFirstOrThrow()
      await change(person_id)
      const posted = await fillSetPage(visitor, page, { pesel: uni.person(key).pesel, password: GOOD_PASSWORD })
      expect(posted.heading).toBe(await heading(uni, link))
      return posted.heading
    }
    const set = (values: object) => (id: string) =>
      db
        .updateTable('people')
        .set(values)
        .where('id', '=', id as never)
        .execute()
    const gone = 'This link does not work any more'
    expect(await dead('alice', set({ disabled_at: now }))).toBe(gone)
    expect(await dead('zofia', set({ closed_at: now }))).toBe(gone)
    expect(
      await dead('tymon', (id) =>
        db
          .updateTable('addresses')
          .set({ address: 'tymon.new@agh.edu.pl' })
          .where('person_id', '=', id as never)
          .execute(),
      ),
    ).toBe(gone)
    expect(
      await dead('mike', (id) =>
        db
          .deleteFrom('people')
          .where('id', '=', id as never)
          .execute(),
      ),
    ).toBe('Open the link in the message again')
  })

  test('a wrong secret, or none, opens nothing and tells nothing', async () => {
    const uni = await university()
    const link = await linkFor(uni, uni.person('alice').login)
    const id = /set-password\/(\w+)\./.exec(link)?.[1] ?? ''
    for (const address of [
      `/set-password/${id}.${'A'.repeat(24)}`,
      `/set-password/${id}`,
      '/set-password/nothing',
      '/set-password/AAAAAAAAAAAA',
    ]) {
      const page = await uni.visitor().open(address)
      expect([page.status, page.heading], address).toEqual([404, 'Open the link in the message again'])
      expect(page.text).not.toContain('alicja')
    }
  })
})

describe('two tabs', () => {
  test('each link has its own cookie, and a swapped one is refused', async () => {
    const uni = await university()
    const [alice, zofia] = [uni.person('alice'), uni.person('zofia')]
    const visitor: Visitor = uni.visitor()
    const alices = await visitor.open(await linkFor(uni, alice.login))
    const zofias = await visitor.open(await linkFor(uni, zofia.login))
    const body = (page: typeof alices, password: string) =>
      new URLSearchParams({
        form: page.form('Set password').querySelector('input[name=form]')?.getAttribute('value') ?? '',
        link: page.form('Set password').querySelector('input[name=link]')?.getAttribute('value') ?? '',
        pesel: alice.pesel ?? '',
        new: password,
        repeat: password,
      })
    const swapped = await visitor.request('POST', zofias.address, body(alices, GOOD_PASSWORD))
    expect(swapped.status).toBe(400)
    expect(await signsIn(uni, zofia.login, zofia.password)).toBe(true)
    const both = await fillSetPage(visitor, alices, { pesel: alice.pesel, password: GOOD_PASSWORD })
    expect(both.heading).toBe(DONE)
    expect((await fillSetPage(visitor, zofias, { pesel: zofia.pesel, password: GOOD_PASSWORD })).heading).toBe(DONE)
  })

  test('a form from another site, or from another browser, has no effect', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const page = await uni.visitor().open(await linkFor(uni, alice.login))
    const stranger = uni.visitor()
    const refused = await fillSetPage(stranger, page, { pesel: alice.pesel, password: GOOD_PASSWORD })
    expect(refused.status).toBe(403)
    expect(await signsIn(uni, alice.login, alice.password)).toBe(true)
  })
})
