import { beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '../../../test/attacks/steps.ts'
import { report } from '../../../test/bounces.ts'
import { requestLink } from '../../../test/reset-steps.ts'
import { type StaffAtWork, staff } from '../../../test/staff.ts'
import { type University, university } from '../../../test/university.ts'
import type { Page } from '../../../test/visitor.ts'
import type { PersonId } from '../../database/index.ts'
import { takeBounce } from '../../mail/index.ts'
import { type DeskLetter, lettersAddress, standingOf, wantedBy } from './letter.ts'
import { whyOf } from './why.ts'

const WHY = 'Asked on the telephone'

test('where a letter stands is told from its row alone', () => {
  const letter = { state: 'sent', attempts: 1, bounce: undefined, lastError: undefined } as const
  const standing = (more: Partial<DeskLetter>) => standingOf({ ...letter, ...more })
  expect(standing({})).toBe('sent')
  expect(standing({ state: 'queued', attempts: 0 })).toBe('queued')
  expect(standing({ state: 'queued' })).toBe('delayed')
  expect(standing({ bounce: 'delayed' })).toBe('delayed-there')
  expect(standing({ bounce: 'soft' })).toBe('bounced')
  expect(standing({ bounce: 'hard' })).toBe('bounced-for-good')
  expect(standing({ state: 'dropped', lastError: 'expired' })).toBe('expired')
  expect(standing({ state: 'dropped' })).toBe('withdrawn')
})

test('codes of mail servers are put in words', () => {
  expect(
    [
      '5.1.1',
      'EENVELOPE RCPT TO 550',
      '5.2.1',
      'EENVELOPE RCPT TO 452 4.2.2',
      '5.1.2',
      'EMESSAGE DATA 554 5.7.1',
      'EENVELOPE RCPT TO 451 4.7.1',
      'EENVELOPE RCPT TO 450',
      'ESOCKET CONN',
      'ETLS STARTTLS',
      'EAUTH AUTH PLAIN 535',
      'EENVELOPE MAIL FROM 550',
      'EABORT',
      'NO_SMTP_URL',
      '',
    ].map(whyOf),
  ).toEqual([
    'no-mailbox',
    'no-mailbox',
    'mailbox-shut',
    'mailbox-full',
    'no-domain',
    'not-wanted',
    'not-wanted',
    'busy',
    'unreachable',
    'no-encryption',
    'sign-in-refused',
    'sender-refused',
    'too-slow',
    'no-mail-server',
    'other',
  ])
})

test('a filter that makes no sense is left out, and a good one is kept in the address', () => {
  const none = { state: undefined, day: undefined, to: undefined, before: undefined }
  const good = { state: 'bounced', day: '2026-11-23', to: 'sealed_-1', before: 'Ab1' } as const
  expect(wantedBy({ state: 'constructor', day: '2026-02-30', to: 'a@b', before: "'" })).toEqual(none)
  expect(wantedBy(good)).toEqual(good)
  expect(lettersAddress(none)).toBe('/desk/letters')
  expect(lettersAddress({ ...none, ...good })).toBe(
    '/desk/letters?state=bounced&day=2026-11-23&to=sealed_-1&before=Ab1',
  )
})

describe('letters at the desk', () => {
  let furta: University
  let desk: StaffAtWork

  beforeAll(async () => {
    furta = await university()
    desk = await staff(furta, 'desk')
  })

  test('a mailbox that sends a link back: staff see why and what helps, a stranger sees nothing of it', async () => {
    const alice = furta.person('alice')
    const before = await askForLink(alice.login)
    furta.clock.advance({ minutes: 20 })
    await desk.prove()
    const lost = await newest(alice.login)
    const source = report({ envelopeId: lost.bounce_token ?? '', recipient: alice.login })
    expect(
      await takeBounce({ db: furta.database.db, settings: { MAIL_REST: 86_400_000 } }, source, furta.clock.now()),
    ).toBe('noted')
    // The page answers as before, word for word.
    const after = await askForLink(alice.login)
    expect([after.status, after.heading, after.text]).toEqual([before.status, before.heading, before.text])
    const held = await newest(alice.login, 'forgotten-password')
    expect(held).toMatchObject({ state: 'suppressed', text: null })

    const person = await desk.visitor.open(`/desk/people/${held.person_id}`)
    expect(person.text).toContain('The mailbox sends letters back')
    expect(person.text).toContain('There is no such mailbox.')
    expect(person.text).toContain('held back')
    expect(person.text).not.toContain('Send a link to set a password')

    const list = await desk.visitor.open('/desk/letters?state=bounced')
    expect(list.text).toContain('For good: There is no such mailbox.')
    expect(list.text).toContain(alice.login)
    const letter = await desk.visitor.open(`/desk/letters/${lost.id}`)
    expect(letter.text).toContain('This address is left alone')
    expect(letter.text).toContain('It would not arrive now')

    // While it rests, no link is offered that would not arrive.
    const again = await desk.visitor.open(`/desk/people/${held.person_id}`)
    expect(again.document.querySelector(`form[action$="/send-link"]`)).toBeNull()
    furta.clock.advance({ seconds: 1 })
    const woken = await desk.visitor.submit(person, 'Write to this address again', { Reason: WHY })
    expect(woken.text).toContain(`Letters go to ${alice.login} again.`)
    expect((await furta.mailbox.letters(alice.login)).at(-1)?.subject).not.toBe(held.subject)
    furta.clock.advance({ seconds: 1 })
    const sent = await desk.visitor.submit(await desk.visitor.open(`/desk/letters/${held.id}`), 'Send a fresh link', {
      Reason: WHY,
    })
    expect(sent.text).toContain(`The link is on its way to ${alice.login}.`)
    await furta.mailbox.letters(alice.login)
    furta.clock.advance({ seconds: 1 })
    expect(await newest(alice.login)).toMatchObject({ state: 'sent', kind: held.kind })
    expect(await eventsOf(held.person_id)).toEqual(
      expect.arrayContaining(['letter-bounced', 'mailbox-rests', 'mailbox-woken', 'link-sent-by-desk']),
    )
  })

  test('a notice is written anew once, with the hour of the first; a reason is needed', async () => {
    const alice = furta.person('alice')
    await signIn(furta.visitor(), alice.login, alice.password)
    const { person_id } = await newest(alice.login)
    await desk.prove()
    const page = await desk.visitor.open(`/desk/people/${person_id}`)
    await desk.visitor.submit(page, 'End sessions and links', { Reason: WHY })
    const [first] = (await furta.mailbox.letters(alice.login)).slice(-1)
    const { id } = await newest(alice.login, 'desk-sessions-ended')
    const letter = await desk.visitor.open(`/desk/letters/${id}`)
    furta.clock.advance({ minutes: 5 })

    const refused = await desk.visitor.submit(letter, 'Write it anew and send it', { Reason: '' })
    expect([refused.status, refused.summary]).toEqual([422, 'Nothing has been changedSay why'])
    const done = await desk.visitor.submit(letter, 'Write it anew and send it', { Reason: WHY })
    expect(done.text).toContain('The letter was written anew and is on its way.')
    const letters = await furta.mailbox.letters(alice.login)
    expect(letters.at(-1)).toEqual(first)
    const twice = await desk.visitor.submit(letter, 'Write it anew and send it', { Reason: WHY })
    expect(twice.text).toContain('Nothing was done')
    expect(await furta.mailbox.letters(alice.login)).toHaveLength(letters.length)
    expect(await eventsOf(person_id)).toContain('letter-sent-again')
  })

  test('letters are found by a typed address, which stands in no address afterwards', async () => {
    const page = await desk.visitor.open('/desk/letters')
    const login = furta.person('alice').login
    const found = await desk.visitor.submit(page, 'Show the letters to it', { 'E-mail address': login })
    expect(found.text).toContain(`To ${login}.`)
    expect(found.address.href).not.toContain(login.split('@')[0])
    const broken = await desk.visitor.submit(page, 'Show the letters to it', { 'E-mail address': 'alice' })
    expect([broken.status, broken.text.includes('Type the whole address')]).toEqual([422, true])
    expect((await desk.visitor.open('/desk/letters/nothing')).status).toBe(404)
  })

  async function askForLink(login: string): Promise<Page> {
    const sent = await requestLink(furta.visitor(), login)
    await furta.mailbox.letters(login)
    furta.clock.advance({ seconds: 1 })
    return sent
  }

  function newest(recipient: string, kind?: string) {
    return furta.database.db
      .selectFrom('letters')
      .selectAll()
      .where('recipient', '=', recipient)
      .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow()
  }

  async function eventsOf(person: PersonId | null) {
    const rows = await furta.database.db
      .selectFrom('audit_events')
      .select('event')
      .where('person_id', '=', person)
      .execute()
    return rows.map(({ event }) => event)
  }
})
