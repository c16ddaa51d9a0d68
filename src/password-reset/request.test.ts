import { describe, expect, test } from 'vitest'
import { requestLink } from '../../test/reset-steps.ts'
import { type University, university } from '../../test/university.ts'

const SENT = (address: string) => `A link to set a new password has been sent to ${address}.`
const NOT_RECOGNIZED = 'Your account is not recognized and cannot login at this time'

const letterCount = async (uni: University) => (await uni.mailbox.letters()).length

describe('the page (Fig. 3)', () => {
  test('says what the manual says, in both languages', async () => {
    const uni = await university()
    const page = await uni.visitor().open('/reset-password')
    expect(page.heading).toBe('Type your university email address')
    expect(page.text).toContain(
      'A message will be sent to your agh.edu.pl email address with a link allowing to set new password for your USOS AGH account.',
    )
    expect(page.text).toContain(
      'If you do not have your AGH UST email account yet, go to How can I get an AGH UST email account? page.',
    )
    expect(page.field('E-mail address:').getAttribute('autocomplete')).toBe('username')
    expect(page.link('Go back').pathname).toBe('/portal/log-in')

    const polish = await uni.visitor({ 'accept-language': 'pl' }).open('/reset-password')
    expect(polish.heading).toBe('Podaj swój uczelniany adres e-mail')
  })

  test('answers with the sentence of the manual, and one letter is on its way', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    const visitor = uni.visitor()
    const page = await requestLink(visitor, alice.login)
    expect(page.text).toContain(SENT(alice.login))
    expect(page.address.href).not.toContain('alicja')
    const letters = await uni.mailbox.letters(alice.login)
    expect(letters.map(({ subject }) => subject)).toEqual(['Ustaw hasło'])
  })

  test('half an address, or none, is asked for again in words, and what was typed is kept', async () => {
    const uni = await university()
    const visitor = uni.visitor()
    const half = await requestLink(visitor, 'alicja.wrona')
    expect(half.status).toBe(422)
    expect(half.title).toContain('Error: ')
    expect(half.summary).toContain('Type the whole address, with the part after the @')
    expect(half.field('E-mail address:').getAttribute('value')).toBe('alicja.wrona')
    expect((await requestLink(visitor, '')).summary).toContain('Type your university e-mail address')
    expect(await letterCount(uni)).toBe(0)
  })

  test('carries the ID over from the sign-in without an address in any URL', async () => {
    const uni = await university()
    const visitor = uni.visitor()
    const page = await visitor.open('/portal/log-in')
    const typed = { ID: uni.person('alice').login, Password: 'never kept' }
    const carried = await visitor.submit(page, 'Reset password', typed)
    expect(carried.field('E-mail address:').getAttribute('value')).toBe(uni.person('alice').login)
    expect(visitor.trail.join()).not.toContain('alicja')
    expect([...visitor.cookies.values()].join()).not.toContain(Buffer.from('never kept').toString('base64url'))
    expect(uni.logText()).not.toContain('never kept')
    // With nothing typed, what was typed before is still there.
    const again = await visitor.submit(await visitor.open('/portal/log-in'), 'Reset password')
    expect(again.field('E-mail address:').getAttribute('value')).toBe(uni.person('alice').login)
  })

  test('a cookie made by somebody else does not make our page name an address', async () => {
    const uni = await university()
    const visitor = uni.visitor()
    await requestLink(visitor, uni.person('alice').login)
    const forged = Buffer.from(JSON.stringify({ typed: '', sentTo: 'x@evil.example', until: 9e15 })).toString(
      'base64url',
    )
    visitor.cookies.set('__Host-request', `${forged}.${'A'.repeat(43)}`)
    const page = await visitor.open('/reset-password/sent')
    expect(page.text).not.toContain('evil')
    expect(page.heading).toBe('Type your university email address')
  })
})

describe('who is told what', () => {
  test('an unknown address hears the manual’s message with its advice, and nothing is mailed', async () => {
    const uni = await university()
    const page = await requestLink(uni.visitor(), 'nobody@student.agh.edu.pl')
    expect(page.status).toBe(422)
    expect(page.summary).toContain(NOT_RECOGNIZED)
    expect(page.summary).toContain('Check that it is a university address, without a typing error')
    expect(page.link('See what to try').pathname).toBe('/not-recognized/teacher')
    expect(page.link('See how to ask for it').pathname).toBe('/not-recognized/student')
    expect(await letterCount(uni)).toBe(0)
  })

  test('the page after it promises the time that either link has at least', async () => {
    const uni = await university()
    for (const key of ['alice', 'eve'] as const) {
      const page = await requestLink(uni.visitor(), uni.person(key).login)
      expect(page.text).toContain('It works for at least 60 minutes; the message says until when.')
    }
  })

  test('whoever gets nothing, though the mailbox works, reads why that may be and whom to ask', async () => {
    const uni = await university()
    const page = await requestLink(uni.visitor(), uni.person('alice').login)
    const nothing = page.document.querySelector('section[aria-labelledby=nothing]')?.textContent
    expect(nothing).toContain('One account gets only a few links an hour. Open the newest message that has come.')
    expect(nothing).toContain('The mailbox works and the message is not there? Ask the USOS help desk.')
    // A message without a link goes to another address of the person, too.
    expect(nothing).toContain('The link goes only to the address assigned to an account.')
  })

  test('whoever has no PESEL number reads what to have at hand instead', async () => {
    const uni = await university()
    const page = await requestLink(uni.visitor(), uni.person('mai').login)
    expect(page.text).toContain('If you have none: your date of birth or an identity document.')
  })

  test('look-alikes and closed accounts are unknown', async () => {
    const uni = await university()
    const lookAlikes = ['m\u0131ke@student.agh.edu.pl', 'mi\u212Ae@student.agh.edu.pl', '\uFB01ona@student.agh.edu.pl']
    for (const address of [...lookAlikes, uni.person('oskar').login]) {
      expect((await requestLink(uni.visitor(), address)).summary, address).toContain(NOT_RECOGNIZED)
    }
    expect(await letterCount(uni)).toBe(0)
    expect((await requestLink(uni.visitor(), ' MIKE@Student.AGH.edu.pl ')).text).toContain(
      SENT('mike@student.agh.edu.pl'),
    )
  })

  test.each([
    ['kacper', 'Nie masz jeszcze konta USOS AGH', 'registration-desk@agh.edu.pl'],
    ['dan', 'Twoje konto USOS AGH jest wyłączone', 'usos-desk@agh.edu.pl'],
  ])('the page does not recognize %s, and the mailbox is told why', async (key, subject, advice) => {
    const uni = await university()
    const { login } = uni.person(key)
    expect((await requestLink(uni.visitor(), login)).summary).toContain(NOT_RECOGNIZED)
    const [letter] = await uni.mailbox.letters(login)
    expect(letter?.subject).toBe(subject)
    expect(letter?.text).toContain(advice)
    // The way on, where there is one, is the form for help: never a link to a password.
    expect(letter?.text).not.toContain('/set-password/')
  })

  test('a teacher’s other address is not recognized on the page; its mailbox learns the assigned one and sends the link there', async () => {
    const uni = await university()
    const bob = uni.person('bob')
    const [other = ''] = bob.otherAddresses
    const page = await requestLink(uni.visitor(), other)
    expect(page.summary).toContain(NOT_RECOGNIZED)
    expect(page.text).not.toContain(bob.login)

    const [letter] = await uni.mailbox.letters(other)
    expect(letter?.text).toContain(bob.login)
    const visitor = uni.visitor()
    const looking = await visitor.open(await uni.mailbox.linkFor(other))
    expect(looking.text).toContain('b***@agh.edu.pl')
    expect(await uni.mailbox.letters(bob.login)).toEqual([])

    const sent = await visitor.submit(looking, 'Send the link')
    expect(sent.text).toContain(SENT('b***@agh.edu.pl'))
    expect(await uni.mailbox.linkFor(bob.login)).toContain('/set-password/')
    expect(await uni.mailbox.letters(other)).toHaveLength(1)
  })

  test('whoever asks from that letter after the account was disabled is told so in the assigned mailbox', async () => {
    const uni = await university()
    const bob = uni.person('bob')
    const [other = ''] = bob.otherAddresses
    await requestLink(uni.visitor(), other)
    const visitor = uni.visitor()
    const looking = await visitor.open(await uni.mailbox.linkFor(other))
    await uni.database.db
      .updateTable('people')
      .set({ disabled_at: uni.clock.now() })
      .where('id', '=', (of) => of.selectFrom('addresses').select('person_id').where('address', '=', other))
      .execute()
    uni.clock.advance({ minutes: 2 })
    await visitor.submit(looking, 'Send the link')

    const letters = await uni.mailbox.letters(bob.login)
    expect(letters.map(({ subject }) => subject)).toEqual(['Twoje konto USOS AGH jest wyłączone'])
  })

  test('with other addresses accepted, the link goes to the assigned one alone, which the page masks', async () => {
    const uni = await university({ settings: { OTHER_ADDRESSES: 'accept' } })
    const bob = uni.person('bob')
    const [other = ''] = bob.otherAddresses
    const page = await requestLink(uni.visitor(), other)
    expect(page.text).toContain(SENT('b***@agh.edu.pl'))
    expect(page.text).not.toContain(bob.login)
    expect(await uni.mailbox.linkFor(bob.login)).toContain('/set-password/')
    expect(await uni.mailbox.letters(other)).toEqual([])
  })

  test('a second recipient cannot be smuggled in', async () => {
    const uni = await university()
    const visitor = uni.visitor()
    const page = await visitor.open('/reset-password')
    const form = page.form('Next').querySelector('input[name=form]')?.getAttribute('value') ?? ''
    const alice = uni.person('alice').login
    for (const extra of [`email=evil@evil.example&email=${alice}`, `email[]=${alice}&email[]=evil@evil.example`]) {
      await visitor.request('POST', '/reset-password', new URLSearchParams(`form=${form}&${extra}`))
    }
    for (const text of [
      `${alice},evil@evil.example`,
      `${alice}\r\nBcc: evil@evil.example`,
      `${alice} evil@evil.example`,
    ]) {
      await visitor.request('POST', '/reset-password', new URLSearchParams({ form, email: text }))
    }
    expect(await letterCount(uni)).toBe(0)
  })
})

describe('mailbox disclosure', () => {
  test('known, unknown, disabled, closed and throttled IDs get the same page, but for the address typed', async () => {
    const uni = await university({ settings: { DISCLOSURE: 'mailbox' } })
    const answers = new Set<string>()
    const keys = ['alice', 'alice', 'eve', 'dan', 'oskar', 'kacper']
    const typed = [
      ...keys.map((key) => uni.person(key).login),
      uni.person('bob').otherAddresses[0] ?? '',
      'no@body.example',
    ]
    for (const address of typed) {
      const visitor = uni.visitor()
      const page = await requestLink(visitor, address)
      expect(page.text).toContain(SENT(address))
      const neutral = page.html.replaceAll(address, 'ADDRESS').replace(/nonce="[^"]*"|value="[^"]*"/g, '')
      answers.add([page.status, [...visitor.cookies.keys()].join(), neutral].join('\n'))
    }
    expect(answers.size).toBe(1)
    expect(await uni.mailbox.letters('no@body.example')).toEqual([])
  })
})

test('asking changes nothing: old password, sessions and status stay', async () => {
  const uni = await university()
  const alice = uni.person('alice').login
  const before = await uni.database.db.selectFrom('credentials').selectAll().orderBy('person_id').execute()
  for (let count = 0; count < 3; count++) {
    await requestLink(uni.visitor(), alice)
    uni.clock.advance({ minutes: 2 })
  }
  expect(await uni.database.db.selectFrom('credentials').selectAll().orderBy('person_id').execute()).toEqual(before)
})

test('every request stands in the trail, without what a stranger typed', async () => {
  const uni = await university()
  await requestLink(uni.visitor(), uni.person('alice').login)
  await requestLink(uni.visitor(), 'my-password-by-mistake@agh.edu.pl')
  const events = await uni.database.db
    .selectFrom('audit_events')
    .selectAll()
    .where('event', '=', 'link-requested')
    .execute()
  expect(events.map(({ outcome, details }) => [outcome, details])).toEqual([
    ['success', { account: 'active', letter: 'link' }],
    ['failure', { account: 'unknown', letter: 'none' }],
  ])
  expect(JSON.stringify(events) + uni.logText()).not.toContain('by-mistake')
  const letters = await uni.database.db.selectFrom('letters').selectAll().execute()
  expect(JSON.stringify(letters)).not.toContain('by-mistake')
})

test('known, unknown and refused requests take the floor of time, all the same', async () => {
  const uni = await university({ settings: { ANSWER_FLOOR: '200ms' } })
  for (const address of [
    uni.person('alice').login,
    'nobody@agh.edu.pl',
    uni.person('dan').login,
    uni.person('alice').login,
  ]) {
    const before = uni.clock.now().getTime()
    await requestLink(uni.visitor(), address)
    expect(uni.clock.now().getTime() - before, address).toBe(200)
  }
})
