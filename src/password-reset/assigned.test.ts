import { describe, expect, test } from 'vitest'
import { requestLink } from '../../test/reset-steps.ts'
import { type University, university } from '../../test/university.ts'
import { findByAddress } from '../people/index.ts'

const ASK = 'Ask for this address to be assigned'

/** From the letter to the page behind its button. */
async function fromLetter(uni: University) {
  const bob = uni.person('bob')
  const other = bob.otherAddresses[0] ?? ''
  await requestLink(uni.visitor(), other)
  const visitor = uni.visitor()
  const page = await visitor.open(await uni.mailbox.linkFor(other))
  return { bob, other, visitor, page }
}

const cases = (uni: University) => uni.database.db.selectFrom('cases').selectAll().execute()

describe('a teacher who cannot read the assigned mailbox any more', () => {
  test('asks the help desk from the letter to another address, which proves that mailbox, and sees the case', async () => {
    const uni = await university()
    const before = (await cases(uni)).length
    const { bob, other, visitor, page } = await fromLetter(uni)
    expect(page.text).not.toContain(bob.login)
    const shown = await visitor.submit(page, ASK, {
      'What should we know? (optional)': 'The old one was closed\nin June.',
    })
    expect(shown.status).toBe(200)
    const [opened] = (await cases(uni)).slice(before)
    const person = (await findByAddress(uni.database.db, other))?.person.id
    expect(opened).toMatchObject({ kind: 'teacher', address: other, person_id: person, state: 'open' })
    expect(opened?.note).toContain('The old one was closed')
    expect(shown.text).toContain(opened?.id ?? 'a case')
  })

  test('opens one case however often the button is pressed', async () => {
    const uni = await university()
    const before = (await cases(uni)).length
    const { visitor, page } = await fromLetter(uni)
    await visitor.submit(page, ASK)
    await visitor.submit(page, ASK)
    expect(await cases(uni)).toHaveLength(before + 1)
  })

  test('finds in the same letter how the case stands: with the desk, asked back, answered', async () => {
    const uni = await university()
    const { other, visitor, page } = await fromLetter(uni)
    expect(page.text).not.toContain('You have asked already')
    await visitor.submit(page, ASK)
    const asked = uni.database.db.updateTable('cases').where('address', '=', other)

    const later = uni.visitor()
    expect((await later.open(page.address)).text).toMatch(
      /You have asked already: case R-\d{4}-\d{4}\..* by \d+ \w+ \d{4}\./,
    )
    await asked.set({ state: 'asked-back' }).execute()
    expect((await later.open(page.address)).text).toContain('waits for your answer')
    await asked.set({ state: 'closed', closed_at: uni.clock.now(), answer: 'declined', closed_by: 'system' }).execute()
    expect((await later.open(page.address)).text).not.toContain('You have asked already')
  })

  test('may still send the link to the assigned address, and opening the page does neither', async () => {
    const uni = await university()
    const before = (await cases(uni)).length
    const { bob, visitor, page } = await fromLetter(uni)
    expect(await uni.mailbox.letters(bob.login)).toEqual([])
    await visitor.submit(page, 'Send the link')
    expect(await uni.mailbox.letters(bob.login)).toHaveLength(1)
    expect(await cases(uni)).toHaveLength(before)
  })
})

test('a seal that is old, changed or overtaken by the registry opens no case', async () => {
  const uni = await university()
  const before = (await cases(uni)).length
  const { other, visitor, page } = await fromLetter(uni)
  const changed = page.address.pathname.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
  const { body } = visitor.fill(page, ASK)
  expect((await visitor.request('POST', `${changed}/unreadable`, body)).address.pathname).toBe('/reset-password')

  await uni.database.db.updateTable('addresses').set({ assigned: false }).execute()
  await uni.database.db.updateTable('addresses').set({ assigned: true }).where('address', '=', other).execute()
  expect((await visitor.submit(page, ASK)).address.pathname).toBe('/reset-password')

  uni.clock.advance({ days: 8 })
  const later = uni.visitor()
  expect((await later.open(page.address)).address.pathname).toBe('/reset-password')
  expect(await cases(uni)).toHaveLength(before)
})

test('no address stands in any URL on the way', async () => {
  const uni = await university()
  const { bob, other, visitor, page } = await fromLetter(uni)
  await visitor.submit(page, ASK)
  for (const address of [bob.login, other]) expect(visitor.trail.join(' ')).not.toContain(address.split('@')[0])
})
