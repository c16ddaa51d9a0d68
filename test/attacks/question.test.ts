import { describe, expect, test } from 'vitest'
import { type University, university } from '../university.ts'
import {
  BEHIND_A_PROXY,
  BETTER,
  GOOD,
  isSignedIn,
  LATER,
  mailedLink,
  neutral,
  otherPesel,
  setPassword,
  signIn,
  withCheckDigit,
} from './steps.ts'

const settings = { ...BEHIND_A_PROXY, LETTERS_PER_SOURCE: '100000', LETTERS_PER_HOUR: '1000', LETTERS_PER_DAY: '10000' }

async function openLink(place: University, login: string, node = 0) {
  const link = await mailedLink(place, login)
  const visitor = place.visitor(undefined, node)
  return { link, visitor, page: await visitor.open(new URL(link).pathname) }
}

async function countedAnswers(place: University) {
  return (await place.database.db.selectFrom('wrong_answers').selectAll().execute()).length
}

describe('A18 · answers given at the same moment', () => {
  test('A18 · of sixty wrong answers at once, on two nodes, three are compared: the link is burnt and the budget stands at three (req 45, 46, 55)', async () => {
    const place = await university({ settings, nodes: 2 })
    const { login } = place.person('alice')
    const link = new URL(await mailedLink(place, login)).pathname
    const tabs = await Promise.all(
      Array.from({ length: 60 }, async (_, number) => {
        const visitor = place.visitor(undefined, number % 2)
        return { visitor, page: await visitor.open(link), number }
      }),
    )
    const answers = await Promise.all(
      tabs.map(({ visitor, page, number }) =>
        setPassword(visitor, page, { pesel: otherPesel(number), password: GOOD }),
      ),
    )
    expect(await countedAnswers(place)).toBe(3)
    expect(answers.filter(({ summary }) => summary.includes('does not agree')).length).toBeLessThanOrEqual(3)
    expect((await place.visitor().open(link)).heading).toBe('Too many wrong answers')
  })

  test('A18 · the right answer among sixty at once helps only while the budget lasts (req 46, 55)', async () => {
    const place = await university({ settings: { ...settings, ANSWERS_PER_LINK: '5' }, nodes: 2 })
    const { login, pesel, password } = place.person('alice')
    const link = new URL(await mailedLink(place, login)).pathname
    const tabs = await Promise.all(
      Array.from({ length: 60 }, async (_, number) => {
        const visitor = place.visitor(undefined, number % 2)
        return { visitor, page: await visitor.open(link), pesel: number === 59 ? (pesel ?? '') : otherPesel(number) }
      }),
    )
    const answers = await Promise.all(
      tabs.map(({ visitor, page, pesel }) => setPassword(visitor, page, { pesel, password: GOOD })),
    )
    const counted = await countedAnswers(place)
    const done = answers.filter(({ heading }) => heading === 'Your password has been set').length
    expect(counted).toBeLessThanOrEqual(5)
    // Either it came among the first five, or it was refused although right.
    expect(done).toBe(counted === 5 ? done : 1)
    const owner = place.visitor()
    await signIn(owner, login, done === 1 ? GOOD : password)
    expect(await isSignedIn(owner)).toBe(true)
  })
})

describe('A23 · people without a PESEL and answers of other types', () => {
  test.each(['carol', 'yuki'])(
    'A23 · nothing at all passes the question for %s, who has no proof: only the desk helps (req 42)',
    async (key) => {
      const place = await university({ settings })
      const { login } = place.person(key)
      const { link, visitor, page } = await openLink(place, login)
      expect(page.status).toBe(403)
      expect(page.html).not.toContain('name="new"')

      // The form of somebody else, who is asked, sent for this link.
      const other = place.visitor()
      const otherPage = await other.open(await mailedLink(place, place.person('alice').login))
      for (const [name, value] of other.cookies) if (!name.includes('link-')) visitor.cookies.set(name, value)
      const id = /(\w+)\.\w+$/.exec(link)?.[1] ?? ''
      const form = other.fill(otherPage, 'Set password').body.get('form') ?? ''
      const rest = `form=${form}&link=${id}&new=${GOOD}&repeat=${GOOD}`
      const answers = [
        '',
        'pesel=',
        'pesel=null',
        'pesel=undefined',
        'pesel=00000000000',
        'pesel=0',
        'pesel=false',
        'pesel=true',
        'pesel=NaN',
        'pesel=%20',
        'pesel=-',
        'pesel[]=',
        'pesel[]=00000000000',
        'pesel[0]=x',
        'pesel[$ne]=',
        'pesel[$gt]=',
        'pesel=&pesel=',
        'pesel={}',
        'pesel=[]',
        'pesel=none',
        `pesel=${place.person('alice').pesel}`,
        'pesel=20030808',
        'pesel=03080800000',
        'pesel=%00',
      ]
      for (const answer of answers) {
        const sent = await visitor.send('POST', `/set-password/${id}`, `${rest}&${answer}`, {
          'content-type': 'application/x-www-form-urlencoded',
        })
        expect([400, 403], answer).toContain(sent.status)
      }
      const { db } = place.database
      expect(
        await db.selectFrom('mailed_links').select('id').where('closed_because', '=', 'password-set').execute(),
      ).toEqual([])
    },
  )

  test('A23 · for somebody who has one no other type or spelling passes, and typing errors do not burn the link (req 40, 42)', async () => {
    const place = await university({ settings })
    const { login, pesel } = place.person('alice')
    const { visitor, page } = await openLink(place, login)
    const { action, body } = visitor.fill(page, 'Set password', { 'New password:': GOOD, 'Repeat new password:': GOOD })
    body.delete('pesel')
    const digits = pesel ?? ''
    const wide = digits.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))
    const arabic = digits.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))
    const answers = [
      '',
      'pesel=null',
      'pesel=undefined',
      'pesel=00000000000',
      'pesel[]=x',
      `pesel[]=${digits}`,
      'pesel=%27 or 1=1--',
      `pesel=${encodeURIComponent(wide)}`,
      `pesel=${encodeURIComponent(arabic)}`,
      `pesel=${digits}0`,
      `pesel=${digits.slice(0, 10)}`,
      `pesel=0${digits}`,
      `pesel=${digits}%00`,
      `pesel=${digits}.0`,
      `pesel=%2B${digits}`,
      `pesel=0x${BigInt(digits).toString(16)}`,
      `pesel=${digits}&pesel=${digits}`,
    ]
    for (const answer of answers) {
      const sent = await visitor.send('POST', action, `${body}&${answer}`, {
        'content-type': 'application/x-www-form-urlencoded',
      })
      expect([400, 422], answer).toContain(sent.status)
    }
    expect(await countedAnswers(place)).toBeLessThan(3)
    const spaced = ` ${digits.slice(0, 6)}-${digits.slice(6)} `
    expect((await setPassword(visitor, page, { pesel: spaced, password: GOOD })).heading).toBe(
      'Your password has been set',
    )
  })

  test('A23 · those known by a birth date or a document answer with that, and with nothing else (req 42)', async () => {
    const place = await university({ settings })
    const cases = [
      { key: 'mai', right: '2005-12-11', wrong: '2005-12-12' },
      { key: 'tarik', right: 'zx 990 0417', wrong: 'ZX9900418' },
    ]
    for (const { key, right, wrong } of cases) {
      const { login } = place.person(key)
      const { visitor, page } = await openLink(place, login)
      const refused = await setPassword(visitor, page, { pesel: wrong, password: GOOD })
      expect(refused.summary, key).toContain('does not agree')
      expect((await setPassword(visitor, page, { pesel: right, password: GOOD })).heading).toBe(
        'Your password has been set',
      )
    }
  })
})

describe('A24 · the answer as an oracle, and tricks with its budget', () => {
  test('A24 · answers wrong in the date, the number or the sex get the same page to the byte, and so do other people’s and other kinds (req 46)', async () => {
    const place = await university({ settings })
    const alice = place.person('alice')
    const wrong = [
      withCheckDigit('0425189984'), // another day
      withCheckDigit('0425179985'), // another number, the other sex
      place.person('zofia').pesel ?? '',
      '20040517', // her birth date, which is not what she is asked for
      'ZX9900417',
    ]
    const pages = []
    for (const pesel of wrong) {
      const { link, visitor, page } = await openLink(place, alice.login)
      const id = /(\w+)\.\w+$/.exec(link)?.[1] ?? ''
      await place.database.db.deleteFrom('wrong_answers').execute()
      const { action, body } = visitor.fill(page, 'Set password', {
        'Security question - PESEL number:': pesel,
        'New password:': GOOD,
        'Repeat new password:': GOOD,
      })
      const answer = await visitor.send('POST', action, body)
      expect(answer.status, pesel).toBe(422)
      pages.push(await neutral(answer, id))
      expect(await countedAnswers(place), pesel).toBe(1)
      place.clock.advance(LATER)
    }
    expect(new Set(pages).size).toBe(1)
  })

  test('A24 · a wrong answer beside a weak or mismatched password is not compared: it tells nothing and costs nothing (req 20)', async () => {
    const place = await university({ settings })
    const { login, pesel } = place.person('alice')
    const { link, visitor, page } = await openLink(place, login)
    const id = /(\w+)\.\w+$/.exec(link)?.[1] ?? ''
    const tries = [
      { password: 'short1A' },
      { password: 'Qwerty123' },
      { password: GOOD, repeat: BETTER },
      { password: '' },
      { password: 'Alicja-wrona-2004' },
    ]
    for (const values of tries) {
      const [right, wrong] = [
        await setPassword(visitor, page, { pesel: pesel ?? '', ...values }),
        await setPassword(visitor, page, { pesel: otherPesel(1), ...values }),
      ]
      expect(right.status).toBe(422)
      expect(await neutral(wrong, id)).toBe(await neutral(right, id))
    }
    expect(await countedAnswers(place)).toBe(0)
    expect((await setPassword(visitor, page, { pesel: pesel ?? '', password: GOOD })).heading).toBe(
      'Your password has been set',
    )
  })

  test('A24 · a wrong answer beside the present password does not tell that it is the present one (req 30)', async () => {
    const place = await university({ settings })
    const { login, password } = place.person('alice')
    const { link, visitor, page } = await openLink(place, login)
    const id = /(\w+)\.\w+$/.exec(link)?.[1] ?? ''
    const present = await setPassword(visitor, page, { pesel: otherPesel(1), password })
    const fresh = await setPassword(visitor, page, { pesel: otherPesel(2), password: GOOD })
    expect(await neutral(present, id)).toBe(await neutral(fresh, id))
  })

  test('A24 · numbers that can be nobody’s are forgiven up to twenty times, and then the link is burnt (requirements §3.4)', async () => {
    const place = await university({ settings })
    const { login, pesel } = place.person('alice')
    const { link, visitor, page } = await openLink(place, login)
    const digits = pesel ?? ''
    const typo = `${digits.slice(0, 10)}${(Number(digits[10]) + 1) % 10}`
    for (let attempt = 0; attempt < 20; attempt++) {
      expect((await setPassword(visitor, page, { pesel: typo, password: GOOD })).summary).toContain(
        'there is a typing error',
      )
    }
    expect(await countedAnswers(place)).toBe(0)
    expect((await place.visitor().open(link)).status).toBe(200)
    await setPassword(visitor, page, { pesel: typo, password: GOOD })
    expect((await place.visitor().open(link)).status).toBe(410)
  })

  test('A24 · the budget belongs to the person: five wrong answers through several links and nodes close the question, right answers too, until the thirty days are over (req 45)', async () => {
    const place = await university({ settings, nodes: 2 })
    const { login, pesel, password } = place.person('alice')
    for (const [round, wrong] of [2, 1, 2].entries()) {
      const { visitor, page } = await openLink(place, login, round % 2)
      for (let number = 0; number < wrong; number++)
        await setPassword(visitor, page, { pesel: otherPesel(number), password: GOOD })
      place.clock.advance(LATER)
    }
    expect(await countedAnswers(place)).toBe(5)

    const { page } = await openLink(place, login, 1)
    expect(page.heading).toContain('From here on only')
    expect(page.html).not.toContain('name="pesel"')
    const owner = place.visitor()
    await signIn(owner, login, password)
    expect(await isSignedIn(owner)).toBe(true)

    place.clock.advance({ days: 31 })
    const again = await openLink(place, login)
    expect((await setPassword(again.visitor, again.page, { pesel: pesel ?? '', password: BETTER })).heading).toBe(
      'Your password has been set',
    )
  })

  test('A24 · a right answer in a form opened before does not help once the budget is spent (req 45)', async () => {
    const place = await university({ settings: { ...settings, ANSWERS_PER_LINK: '5' } })
    const { login, pesel } = place.person('alice')
    const { link, visitor, page } = await openLink(place, login)
    const guesser = place.visitor()
    const guessing = await guesser.open(link)
    for (let number = 0; number < 5; number++)
      await setPassword(guesser, guessing, { pesel: otherPesel(number), password: GOOD })
    expect((await setPassword(visitor, page, { pesel: pesel ?? '', password: GOOD })).status).toBeGreaterThanOrEqual(
      400,
    )
    expect(await countedAnswers(place)).toBe(5)
  })

  test('A24 · a right answer does not give back what was guessed wrongly before (req 45)', async () => {
    const place = await university({ settings })
    const { login, pesel } = place.person('alice')
    const first = await openLink(place, login)
    await setPassword(first.visitor, first.page, { pesel: otherPesel(1), password: GOOD })
    await setPassword(first.visitor, first.page, { pesel: otherPesel(2), password: GOOD })
    await setPassword(first.visitor, first.page, { pesel: pesel ?? '', password: GOOD })
    expect(await countedAnswers(place)).toBe(2)
  })

  test('A24 · a patient thief gets ten answers a year (req 45)', async () => {
    const place = await university({ settings })
    const { login } = place.person('alice')
    for (let month = 0; month < 5; month++) {
      const { visitor, page } = await openLink(place, login)
      for (let number = 0; number < 2; number++)
        await setPassword(visitor, page, { pesel: otherPesel(10 * month + number), password: GOOD })
      place.clock.advance({ days: 31 })
    }
    expect((await openLink(place, login)).page.status).toBe(403)
    place.clock.advance({ days: 220 })
    expect((await openLink(place, login)).page.status).toBe(200)
  })
})
