import { describe, expect, test } from 'vitest'
import { BEHIND_A_PROXY, from, neutral } from '../../test/attacks/steps.ts'
import { askForHelp, facts, helpParts } from '../../test/help-steps.ts'
import { type University, university } from '../../test/university.ts'
import { openTeacherCase } from './index.ts'

const NOBODY = 'nobody.at.all@student.agh.edu.pl'

let house = 0
/** Every request from another house, so that no share of the source interferes. */
function stranger(place: University) {
  house += 1
  return place.visitor({ 'accept-language': 'en', 'x-forwarded-for': `192.0.2.${house % 250}` })
}

/** The answer to the form and the page after it, without what differs by nature. */
async function answers(place: University, mailbox: string) {
  const visitor = stranger(place)
  const page = await visitor.open('/not-recognized/student')
  const { action, body } = visitor.fill(page, 'Send the request', { 'Your student mailbox:': mailbox, ...facts })
  const answer = await visitor.send('POST', action, body)
  const sent = await visitor.open(answer.headers.get('location') ?? '')
  const back = await visitor.open('/not-recognized/student')
  return {
    answer: await neutral(answer, mailbox),
    sent: await neutral(sent, mailbox),
    back: await neutral(back, mailbox),
  }
}

describe('what the page tells a stranger', () => {
  test.each(['page', 'mailbox'])('is the same for every account, with `%s` (req 49-51, 56)', async (disclosure) => {
    const place = await university({ settings: { ...BEHIND_A_PROXY, DISCLOSURE: disclosure } })
    const known = ['kacper', 'eve', 'alice', 'dan', 'oskar'].map((key) => place.person(key).login)
    const [other = ''] = place.person('bob').otherAddresses
    const nobody = await answers(place, NOBODY)
    for (const mailbox of [...known, other, ...known, NOBODY])
      expect([mailbox, await answers(place, mailbox)]).toEqual([mailbox, nobody])
  })

  test('while the mailbox is told what helps: a link that proves it, or at once the link to a password, or why there is none', async () => {
    const place = await university({ settings: BEHIND_A_PROXY })
    const [other = ''] = place.person('bob').otherAddresses
    const told: Record<string, string> = {
      [NOBODY]: '/not-recognized/request/',
      [place.person('kacper').login]: '/not-recognized/request/',
      [place.person('oskar').login]: '/not-recognized/request/',
      [place.person('eve').login]: '/set-password/',
      [place.person('alice').login]: '/set-password/',
      [other]: '/reset-password/assigned/',
    }
    for (const [mailbox, link] of Object.entries(told)) {
      await askForHelp(stranger(place), mailbox)
      expect(new URL(await place.mailbox.linkFor(mailbox)).pathname).toMatch(new RegExp(`^${link}`))
    }
    const dan = place.person('dan').login
    await askForHelp(stranger(place), dan)
    expect(await place.mailbox.letters(dan)).toMatchObject([{ text: expect.not.stringContaining('://') }])
    const trail = await place.database.db
      .selectFrom('audit_events')
      .select('details')
      .where('event', '=', 'help-requested')
      .orderBy('id')
      .execute()
    expect(trail.map(({ details }) => details.letter)).toEqual([
      'prove-mailbox',
      'prove-mailbox',
      'prove-mailbox',
      'link',
      'link',
      'assigned-elsewhere',
      'disabled',
    ])
    expect(JSON.stringify(trail)).not.toContain('402113')
  })

  test('comes no sooner for one account than for another', async () => {
    const place = await university()
    for (const mailbox of [NOBODY, place.person('alice').login, place.person('kacper').login]) {
      const began = place.clock.now().getTime()
      await askForHelp(place.visitor(), mailbox)
      expect(place.clock.now().getTime() - began).toBe(place.settings.ANSWER_FLOOR)
    }
  })
})

describe('floods', () => {
  test('one mailbox gets three letters a day and one a minute, and the page never differs (req 53)', async () => {
    const place = await university({ settings: BEHIND_A_PROXY, nodes: 2 })
    const pages = new Set<string>()
    for (let time = 0; time < 12; time++) {
      pages.add(JSON.stringify(await answers(place, NOBODY)))
      place.clock.advance({ seconds: 40 })
    }
    expect(pages.size).toBe(1)
    expect(await place.mailbox.letters(NOBODY)).toHaveLength(3)
    place.clock.advance({ hours: 24 })
    await askForHelp(stranger(place), NOBODY)
    expect(await place.mailbox.letters(NOBODY)).toHaveLength(4)
  })

  test('a stranger who asks in somebody’s name leaves the owner a request of the day', async () => {
    const place = await university({ settings: BEHIND_A_PROXY })
    for (let time = 0; time < 6; time++) {
      await askForHelp(place.visitor(from('198.51.100.66')), NOBODY)
      place.clock.advance({ minutes: 10 })
    }
    expect(await place.mailbox.letters(NOBODY)).toHaveLength(2)
    await askForHelp(place.visitor(from('192.0.2.10')), NOBODY, { 'Album number:': '777' })
    const page = await place.visitor().open(await place.mailbox.linkFor(NOBODY))
    expect(page.text).toContain('777')
  })

  test('twenty at once, on two nodes, mail one letter', async () => {
    const place = await university({ settings: BEHIND_A_PROXY, nodes: 2 })
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => askForHelp(place.visitor(from(`192.0.2.${at}`), at % 2), NOBODY)),
    )
    expect(await place.mailbox.letters(NOBODY)).toHaveLength(1)
  })

  test('one network writes to twenty mailboxes an hour, and its neighbours are not kept from theirs', async () => {
    const place = await university({ settings: { ...BEHIND_A_PROXY, HELP_REQUESTS_PER_SOURCE: '4' } })
    for (let time = 0; time < 6; time++)
      await askForHelp(place.visitor(from('198.51.100.5')), `student${time}@student.agh.edu.pl`)
    expect(await place.mailbox.letters()).toHaveLength(4)
    await askForHelp(place.visitor(from('198.51.100.6')), NOBODY)
    expect(await place.mailbox.letters(NOBODY)).toHaveLength(1)
  })

  test('a campus network writes to twenty-five times as many, as many people sit behind one address of it', async () => {
    const settings = { ...BEHIND_A_PROXY, HELP_REQUESTS_PER_SOURCE: '1', CAMPUS_NETWORKS: '198.51.100.0/24' }
    const place = await university({ settings })
    for (let time = 0; time < 26; time++)
      await askForHelp(place.visitor(from('198.51.100.5')), `student${time}@student.agh.edu.pl`)
    expect(await place.mailbox.letters()).toHaveLength(25)
  })

  test('everybody together write no more than the operator allows', async () => {
    const place = await university({ settings: { ...BEHIND_A_PROXY, HELP_REQUESTS_OVERALL: '3' } })
    // What one mailbox asks for again and again counts once.
    for (let time = 0; time < 5; time++) await askForHelp(stranger(place), NOBODY)
    for (let time = 0; time < 5; time++) await askForHelp(stranger(place), `student${time}@student.agh.edu.pl`)
    expect(await place.mailbox.letters()).toHaveLength(3)
    expect(await place.mailbox.letters(NOBODY)).toHaveLength(1)
  })

  test('this form is no way around the letters of the other one: together they mail three links an hour (req 53)', async () => {
    const place = await university({ settings: { ...BEHIND_A_PROXY, HELP_REQUESTS_PER_ADDRESS: '100' } })
    const { login } = place.person('alice')
    for (let time = 0; time < 8; time++) {
      await askForHelp(stranger(place), login)
      const visitor = stranger(place)
      await visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': login })
      // Delivered at once: a letter that waits is taken back when a newer one is written.
      await place.mailbox.letters()
      place.clock.advance({ seconds: 200 })
    }
    expect(await place.mailbox.letters(login)).toHaveLength(3)
  })

  test('a mailbox that is proved already opens one case, however often it asks', async () => {
    const place = await university()
    const bob = place.person('bob')
    const [address = ''] = bob.otherAddresses
    const row = await place.database.db
      .selectFrom('addresses')
      .select('person_id')
      .where('address', '=', address)
      .executeTakeFirstOrThrow()
    const ask = openTeacherCase(helpParts(place))
    const asks = {
      person: row.person_id,
      address,
      note: 'I cannot open it.',
      language: 'en' as const,
      asker: { source: '', reference: '' },
    }
    const outcomes = []
    for (let time = 0; time < 5; time++) outcomes.push(await ask(asks))
    expect(outcomes.map(({ kind }) => kind)).toEqual(['opened', 'opened', 'opened', 'held-back', 'held-back'])
    const [first] = outcomes
    const page = await place.visitor().open(first?.kind === 'opened' ? first.next : '')
    expect(page.heading).toBe('Your request is with the USOS help desk')
    expect(page.text).toContain('I cannot open it.')
    const cases = await place.database.db.selectFrom('cases').selectAll().execute()
    expect(cases).toMatchObject([{ kind: 'teacher', person_id: row.person_id, asked_times: 3 }])
  })
})
