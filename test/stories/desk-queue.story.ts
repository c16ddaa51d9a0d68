import { describe, expect, test } from 'vitest'
import { seedDemoCases } from '../../src/demo/index.ts'
import { systemRandom } from '../../src/world/index.ts'
import { staff } from '../staff.ts'
import { type University, university } from '../university.ts'
import { enter, enterInPage, tabTo, type } from './by-keyboard.ts'
import { headingOf, says, type screens, stage, withAndWithoutScripts, wordsOf } from './stage.ts'
import { words } from './words.ts'

// The queue on registration morning, worked with nothing but the keyboard (req 111).
const { person } = stage()

describe.each(withAndWithoutScripts)('the queue by keyboard alone, %s', (_, scripts) => {
  test('the registration desk gives one press, asks back about what differs, and connects after the answer', async () => {
    const furta = await morning()
    const [gustaw, jagoda] = [furta.person('gustaw'), furta.person('jagoda')]
    const page = await atTheDesk(furta, 'registration', scripts)
    expect(await headingOf(page)).toBe('2 people are waiting')
    await enter(page, `Connect and send the link for ${gustaw.name}`)
    expect(await headingOf(page)).toBe('1 person is waiting')
    await says(page, `${gustaw.name} is connected to registration.`)
    expect(await furta.mailbox.linkFor(gustaw.login)).toContain('/set-password/')

    await enter(page, `Compare the data of ${jagoda.name}`)
    expect(await wordsOf(page, 'main')).toContain('402975')
    await enterInPage(page, 'Ask the person')
    await type(page, 'Question', 'Which album number stands on your card?')
    await enter(page, 'Send the question')
    expect(await headingOf(page)).toBe('Nobody is waiting')
    await says(page, 'Waiting for the person’s answer: 1')

    const student = await person(furta.origin, { language: 'pl', scripts, screen: 'phone' })
    await student.goto(await furta.mailbox.linkFor(jagoda.login))
    expect(await headingOf(student)).toBe('Pytanie do Ciebie')
    await type(student, 'Odpowiedź:', '402957, dwie cyfry są zamienione.')
    await enter(student, 'Wyślij odpowiedź')
    expect(await headingOf(student)).toBe('Twoją prośbę ma już punkt rejestracji na zajęcia')

    await page.reload()
    await enter(page, jagoda.name)
    expect(await wordsOf(page, 'main')).toContain('402957, dwie cyfry są zamienione.')
    await enter(page, 'Connect and send the link')
    expect(await headingOf(page)).toBe('Nobody is waiting')
    expect(await furta.mailbox.linkFor(jagoda.login)).toContain('/set-password/')
  })

  test('the help desk looks closer at a teacher, and assigns the proved address after a mistake', async () => {
    const furta = await morning()
    const kalina = furta.person('kalina')
    const [proved = ''] = kalina.otherAddresses
    const page = await atTheDesk(furta, 'desk', scripts)
    expect(await headingOf(page)).toBe('1 person is waiting')
    await enter(page, `Look closer at ${kalina.name}`)
    expect(await wordsOf(page, 'main')).toContain(kalina.login)

    // Enter at a choice belongs to declining: it assigns no address.
    await enterInPage(page, 'Decline')
    await page.locator('#because').press('Enter')
    await says(page, 'Choose a reason')
    await page.locator('#reason').fill('')
    await enter(page, 'Assign the proved address and send the link')
    expect(await page.title()).toMatch(/^Error: /)
    await enterInPage(page, 'Say in a few words why you do this')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('reason')
    await page.keyboard.type('Called back at the faculty')
    await enter(page, 'Assign the proved address and send the link')
    await says(page, `${proved} is assigned to ${kalina.name}, and both mailboxes have been told.`)
    expect(await headingOf(page)).toBe('Nobody is waiting')
  })
})

test.each(['desktop', 'phone'] as const)(
  'the search comes before the queue, for the eye and for the keyboard (%s)',
  async (screen) => {
    const furta = await morning()
    const page = await atTheDesk(furta, 'registration', true, screen)
    const search = await page.locator('main search').boundingBox()
    const queue = await page.locator('.cases').boundingBox()
    expect((search?.y ?? 0) + (search?.height ?? 0)).toBeLessThan(queue?.y ?? 0)
    await tabTo(page, 'Name, album number, address or case number')
    await tabTo(page, furta.person('gustaw').name)
  },
)

/** A university where a teacher and two students have asked for help already. */
async function morning() {
  const furta = await university()
  const world = { clock: furta.clock, random: systemRandom }
  await seedDemoCases({ db: furta.database.db, world, mailDomain: furta.institution.mailDomain })
  return furta
}

/** Signed in and past the second factor, by keyboard, in a browser of their own. */
async function atTheDesk(furta: University, key: string, scripts: boolean, screen: keyof typeof screens = 'desktop') {
  const { app } = await staff(furta, key)
  furta.clock.advance({ seconds: 30 })
  const { login, password } = furta.person(key)
  const page = await person(furta.origin, { scripts, screen })
  await page.goto('/desk')
  await type(page, words.en.id, login)
  await type(page, words.en.password, password)
  await enter(page)
  expect(await headingOf(page)).toBe('Second factor')
  await type(page, 'Code from your app', '000000')
  await enter(page)
  await says(page, 'The code was not accepted')
  await type(page, 'Code from your app', app.code(furta.clock.now()))
  await enter(page)
  return page
}
