import { describe, expect, test } from 'vitest'
import { GOOD, reset, signIn } from '../../../test/attacks/steps.ts'
import { App, enrol, mailedCode, proveFactor, secretOn, staff } from '../../../test/staff.ts'
import { university } from '../../../test/university.ts'

const FORM = '/desk/second-factor'

describe('setting a second factor up', () => {
  test('takes a code from the assigned mailbox: a stolen password alone sets none up', async () => {
    const furta = await university()
    const { login, password } = furta.person('desk')
    const thief = furta.visitor()
    await signIn(thief, login, password)
    const page = await thief.submit(await thief.open('/desk'), 'Send a code to my mailbox')
    const app = new App(secretOn(page))
    const attempt = (code: string) =>
      thief.submit(page, 'Set up the second factor', {
        'Code from the letter': code,
        'Code from your app': app.code(furta.clock.now()),
      })
    expect((await attempt('')).summary).toContain('Type the code from the letter')
    for (let guess = 0; guess < 5; guess++) expect((await attempt('K7QF-29TD-M4XW')).status).toBe(422)
    // Five wrong ones kill the code: the right one does not help any more.
    expect((await attempt(await mailedCode(furta, login))).summary).toContain('Ask for another code')
    expect((await thief.open('/desk')).heading).toBe('Set up a second factor')
    expect(await furta.database.db.selectFrom('second_factors').selectAll().execute()).toEqual([])
    expect((await furta.mailbox.letters(login)).at(-1)?.text).toContain('ktoś zna Twoje hasło')
  })

  test('shows the secret as a picture and as text, and takes the code that the app makes of it', async () => {
    const furta = await university()
    const { login, password } = furta.person('desk')
    const visitor = furta.visitor()
    await signIn(visitor, login, password)
    const page = await visitor.submit(await visitor.open('/desk'), 'Send a code to my mailbox')
    expect(secretOn(page)).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
    expect(page.document.querySelector('svg[role=img]')?.getAttribute('aria-label')).toContain(
      'also stands beside as text',
    )
    // The same in the other language: whoever changes it has scanned already.
    expect(secretOn(await visitor.open('/desk/second-factor/enrol/confirm?locale=pl'))).toBe(secretOn(page))
    await visitor.open('/desk?locale=en')

    const { recoveryCodes } = await enrol(furta, visitor, login)
    expect(new Set(recoveryCodes).size).toBe(10)
    const subjects = (await furta.mailbox.letters(login)).map(({ subject }) => subject)
    expect(subjects).toContain('Ustawiono drugi składnik logowania')
    expect((await visitor.open('/desk/second-factor/enrol')).heading).toBe('Second factor')
  })

  test('mails three codes in an hour, and then asks to wait', async () => {
    const furta = await university()
    const { login, password } = furta.person('desk')
    const visitor = furta.visitor()
    await signIn(visitor, login, password)
    for (let time = 0; time < 3; time++) {
      await visitor.submit(await visitor.open('/desk/second-factor/enrol'), 'Send a code to my mailbox')
    }
    const fourth = await visitor.submit(await visitor.open('/desk/second-factor/enrol'), 'Send a code to my mailbox')
    expect([fourth.status, fourth.headers.get('retry-after')]).toEqual([429, '3600'])
    expect(await furta.mailbox.letters(login)).toHaveLength(3)
  })
})

describe('proving the second factor', () => {
  test('is asked of every new session, takes a code once, and gives the session a new cookie', async () => {
    const furta = await university({ nodes: 2 })
    const { app, person } = await staff(furta, 'desk')
    const [here, there] = [furta.visitor(), furta.visitor({ 'accept-language': 'en' }, 1)]
    for (const visitor of [here, there]) await signIn(visitor, person.login, person.password)
    expect((await here.open('/desk/second-factor/recovery-codes')).heading).toBe('Second factor')

    furta.clock.advance({ seconds: 30 })
    const before = here.cookies.get('__Host-TGC')
    const code = app.code(furta.clock.now())
    const copy = here.sameBrowser()
    await proveFactor(here, `${code.slice(0, 3)} ${code.slice(3)}`)
    expect((await here.open('/desk/second-factor/recovery-codes')).status).toBe(200)
    expect(here.cookies.get('__Host-TGC')).not.toBe(before)
    expect((await copy.open('/account')).address.pathname).toBe('/cas/login')
    const replayed = await proveFactor(there, code)
    expect([replayed.status, replayed.summary]).toEqual([
      422,
      'The code was not acceptedWait for the next code in the app and type it: this one is wrong, or has been used',
    ])
  })

  test('takes a recovery code once, tells the owner by letter and shows how many are left', async () => {
    const furta = await university()
    const { person, recoveryCodes } = await staff(furta, 'desk')
    const visitor = furta.visitor()
    await signIn(visitor, person.login, person.password)
    const withCode = async (code: string) =>
      visitor.submit(await visitor.open(FORM), 'Enter', { 'Recovery code': code })
    expect((await withCode((recoveryCodes[0] ?? '').toLowerCase())).text).toContain('Recovery codes left: 9 of 10.')
    const letters = (await furta.mailbox.letters(person.login)).map(({ text }) => text)
    expect(letters.join()).toContain('Zostało kodów: 9')
    expect((await withCode(recoveryCodes[0] ?? '')).status).toBe(422)
    // Pasted into the field of the app it works too.
    expect((await proveFactor(visitor, recoveryCodes[1] ?? '')).text).toContain('Recovery codes left: 8 of 10.')
  })

  test('replaces recovery codes on request: the earlier ones open nothing', async () => {
    const furta = await university()
    const { visitor, recoveryCodes } = await staff(furta, 'desk')
    const page = await visitor.submit(await visitor.open('/desk/second-factor/recovery-codes'), 'Make new codes')
    const fresh = page.document.querySelectorAll('ol code').map((code) => code.textContent)
    expect(fresh).toHaveLength(10)
    expect((await proveFactor(visitor, recoveryCodes[5] ?? '')).status).toBe(422)
    expect((await proveFactor(visitor, fresh[5] ?? '')).text).toContain('9 of 10')
  })

  test('waits after five wrong codes, in whatever session they were tried', async () => {
    const furta = await university()
    const { person, app } = await staff(furta, 'desk')
    furta.clock.advance({ seconds: 30 })
    const right = app.code(furta.clock.now())
    const wrong = right === '000000' ? '000001' : '000000'
    for (let guess = 0; guess < 5; guess++) {
      const thief = furta.visitor()
      await signIn(thief, person.login, person.password)
      expect((await proveFactor(thief, wrong)).status).toBe(422)
    }
    const owner = furta.visitor()
    await signIn(owner, person.login, person.password)
    const refused = await proveFactor(owner, right)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '900'])
    expect(refused.summary).toContain('Try again in 15 minutes')
    furta.clock.advance({ minutes: 15 })
    expect((await proveFactor(owner, app.code(furta.clock.now()))).address.pathname).not.toBe(FORM)
  })

  test('a fresh one is asked for before roles change; the form is carried out by the press that follows, and not before', async () => {
    const furta = await university()
    const { visitor, app } = await staff(furta, 'admin')
    const list = await visitor.open('/desk/roles')
    const target = await visitor.submit(list, 'Find', { 'E-mail address': furta.person('bob').login })
    furta.clock.advance({ minutes: 11 })
    const { action, body } = visitor.fill(target, 'Carry out', { Reason: 'He begins today' })
    body.set('change', 'grant:help-desk')
    const asked = await visitor.request('POST', action, body)
    expect(asked.text).toContain('The last form has not been carried out yet. It waits')
    const waits = await visitor.submit(asked, 'Enter', { 'Code from your app': app.code(furta.clock.now()) })
    expect((await visitor.open(target.address)).text).toContain('No role.')
    expect((await visitor.submit(waits, 'Send the form')).text).not.toContain('No role.')
  })

  test('leads nowhere but to a page of the desk', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'admin')
    const carried = async (back: string) =>
      (await visitor.open(`${FORM}?${new URLSearchParams({ back })}`)).document
        .querySelector('input[name=back]')
        ?.getAttribute('value')
    expect(await carried('/desk/activity')).toBe('/desk/activity')
    const elsewhere = ['https://evil.example/', '//evil.example', '/desk/../cas/logout', '/desk/%2e%2e/cas/logout']
    const odd = ['/cas/logout', '/desk/roles?done=granted', '/desk\\@evil.example', FORM, '/desk//evil.example', '']
    for (const back of [...elsewhere, ...odd]) expect([back, await carried(back)]).toEqual([back, undefined])
  })

  test('a forgotten password takes no factor away and opens no desk', async () => {
    const furta = await university()
    const { person, app } = await staff(furta, 'desk')
    furta.clock.advance({ minutes: 5 })
    await reset(furta, 'desk', GOOD)
    const visitor = furta.visitor()
    await signIn(visitor, person.login, GOOD)
    expect((await visitor.open('/desk')).heading).toBe('Second factor')
    await proveFactor(visitor, app.code(furta.clock.now()))
    expect((await visitor.open('/desk/second-factor/recovery-codes')).status).toBe(200)
  })

  test('neither the log nor the audit trail holds a secret, a code or a recovery code', async () => {
    const furta = await university()
    const { app, person, recoveryCodes, visitor } = await staff(furta, 'desk')
    const mailed = await mailedCode(furta, person.login)
    furta.clock.advance({ seconds: 30 })
    const code = app.code(furta.clock.now())
    await proveFactor(visitor, code)
    await proveFactor(visitor, recoveryCodes[2] ?? '')
    const events = await furta.database.db.selectFrom('audit_events').selectAll().execute()
    const said = furta.logText() + JSON.stringify(events.map(({ details, ...rest }) => ({ ...details, ...rest })))
    for (const hidden of [mailed, recoveryCodes[2] ?? '']) expect(said).not.toContain(hidden)
    expect(said).not.toMatch(new RegExp(`"${code}"`))
    expect(events.filter(({ event }) => event === 'desk-entered').map(({ details }) => details.by)).toEqual([
      'app',
      'recovery-code',
    ])
  })
})
