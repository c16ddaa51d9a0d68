import { describe, expect, test } from 'vitest'
import { GOOD_PASSWORD, requestLink, setPassword } from '../../test/reset-steps.ts'
import { type University, university } from '../../test/university.ts'
import { assignAddress, findByAddress, liftHold, lockPerson, setDisabled } from '../people/index.ts'
import { systemRandom } from '../world/index.ts'
import { sendHeldLink } from './held-link-tasks.ts'
import { createSendLink, type SendLink } from './send-link.ts'

type Because = Parameters<SendLink>[1]['because']

const partsOf = (uni: University) => ({
  settings: uni.settings,
  world: { clock: uni.clock, random: systemRandom },
  institution: uni.institution,
  origin: uni.origin,
  database: uni.database,
})

async function personOf(uni: University, key: string) {
  const found = await findByAddress(uni.database.db, uni.person(key).login)
  if (!found) throw new Error(`${key} is not in the registry`)
  return found.person
}

async function send(uni: University, key: string, because: Because = 'desk') {
  const { id } = await personOf(uni, key)
  const sendLink = createSendLink(partsOf(uni))
  return uni.database.db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, id)
    if (!person) throw new Error('gone')
    return sendLink(trx, { person, because, now: uni.clock.now() })
  })
}

const letterOf = async (uni: University, address: string) =>
  (await uni.mailbox.letters(address)).at(-1)?.text.replace(/\s+/g, ' ') ?? ''

describe('a link that the desk brings about', () => {
  test('leads somebody without a password to the first one, and says that they have been connected', async () => {
    const uni = await university()
    const eve = uni.person('eve')
    expect(await send(uni, 'eve', 'connected')).toEqual({ kind: 'sent' })
    expect(await letterOf(uni, eve.login)).toMatch(/connected to registration|Podłączono Cię do rejestracji/)
    uni.clock.advance({ hours: 23 })
    const done = await setPassword(uni, await uni.mailbox.linkFor(eve.login), {
      pesel: eve.pesel,
      password: GOOD_PASSWORD,
    })
    expect(done.heading).toBe('Your password has been set')
  })

  test('leads somebody who has a password to a new one, with the life of any other link, and replaces an older one', async () => {
    const uni = await university()
    const alice = uni.person('alice')
    await requestLink(uni.visitor(), alice.login)
    const older = await uni.mailbox.linkFor(alice.login)
    expect(await send(uni, 'alice')).toEqual({ kind: 'sent' })
    const newer = await uni.mailbox.linkFor(alice.login)
    expect((await uni.visitor().open(older)).heading).toBe('A newer link has replaced this one')
    uni.clock.advance({ minutes: 59 })
    expect((await uni.visitor().open(newer)).status).toBe(200)
    uni.clock.advance({ minutes: 2 })
    expect((await uni.visitor().open(newer)).heading).toBe('This link has expired')
  })

  test('takes nothing from what the person may ask for', async () => {
    const uni = await university({ settings: { LETTERS_PER_HOUR: '1' } })
    const alice = uni.person('alice')
    for (let time = 0; time < 3; time++) await send(uni, 'alice')
    await requestLink(uni.visitor(), alice.login)
    expect(await letterOf(uni, alice.login)).toMatch(/You, or someone who typed|Ktoś, może Ty/)
  })

  test('is not sent to somebody who may not set a password', async () => {
    const uni = await university()
    const { id } = await personOf(uni, 'alice')
    await uni.database.db.transaction().execute((trx) => setDisabled(trx, id, uni.clock.now()))
    expect(await send(uni, 'alice')).toEqual({ kind: 'cannot', state: 'disabled' })
    expect(await uni.mailbox.letters(uni.person('alice').login)).toEqual([])
  })
})

describe('while a moved address is held', () => {
  const NEW = 'robert.nowy@agh.edu.pl'

  async function moved() {
    const uni = await university()
    const { id } = await personOf(uni, 'bob')
    const now = uni.clock.now()
    const heldUntil = new Date(now.getTime() + 24 * 3_600_000)
    await uni.database.db.transaction().execute((trx) => assignAddress(trx, id, NEW, { now, heldUntil }))
    const job = () => sendHeldLink(partsOf(uni), { person: id })
    const sendHere = () =>
      uni.database.db.transaction().execute(async (trx) => {
        const person = await lockPerson(trx, id)
        if (!person) throw new Error('gone')
        return createSendLink(partsOf(uni))(trx, { person, because: 'address-assigned', now: uni.clock.now() })
      })
    return { uni, id, heldUntil, job, sendHere }
  }

  test('a request looks as always, and its mailbox is told what happened, from when on, and whom to write to', async () => {
    const { uni } = await moved()
    const page = await requestLink(uni.visitor(), NEW)
    expect(page.text).toContain(`A link to set a new password has been sent to ${NEW}.`)
    const [letter] = await uni.mailbox.letters(NEW)
    const text = letter?.text.replace(/\s+/g, ' ') ?? ''
    expect(text).toMatch(/Another address was assigned|przypisano niedawno inny adres/)
    expect(text).toMatch(/24 (November|listopada) 2026/)
    expect(text).toContain('usos-desk@agh.edu.pl')
    expect(text).not.toContain('/set-password/')
    expect(await uni.database.db.selectFrom('mailed_links').selectAll().execute()).toEqual([])
  })

  test('no link is sent, and whoever wanted one hears until when', async () => {
    const { uni, heldUntil, sendHere } = await moved()
    expect(await sendHere()).toEqual({ kind: 'held', until: heldUntil })
    expect(await uni.mailbox.letters(NEW)).toEqual([])
    uni.clock.advance({ hours: 24 })
    expect(await sendHere()).toEqual({ kind: 'sent' })
  })

  test('the link comes by itself when the hold is over, and the trail says so', async () => {
    const { uni, job } = await moved()
    await job()
    expect(await uni.mailbox.letters(NEW)).toEqual([])
    uni.clock.advance({ hours: 24 })
    await job()
    expect(await letterOf(uni, NEW)).toMatch(/This address is now the one assigned|przypisany jest teraz ten adres/)
    await job()
    expect(await uni.mailbox.letters(NEW)).toHaveLength(1)
    const events = await uni.database.db
      .selectFrom('audit_events')
      .select(['actor', 'outcome', 'details'])
      .where('event', '=', 'link-sent-by-desk')
      .execute()
    expect(events).toEqual([{ actor: 'system', outcome: 'success', details: { reason: 'hold-over' } }])
  })

  test('a second colleague ends the hold: the link may go at once, and does not come a second time', async () => {
    const { uni, id, job, sendHere } = await moved()
    uni.clock.advance({ hours: 1 })
    await uni.database.db.transaction().execute((trx) => liftHold(trx, id))
    expect(await sendHere()).toEqual({ kind: 'sent' })
    expect(await uni.mailbox.letters(NEW)).toHaveLength(1)
    uni.clock.advance({ hours: 23 })
    await job()
    expect(await uni.mailbox.letters(NEW)).toHaveLength(1)
  })
})
