import { expect, test } from 'vitest'
import { signIn } from '../../test/attacks/steps.ts'
import { codeFor, typeCode } from '../../test/code-steps.ts'
import { ALL_TAKEN, crowdedGate } from '../../test/crowded-gate.ts'
import { helpRequest } from '../../test/help-steps.ts'
import { client, comeBack, relyingParty } from '../../test/relying-party.ts'
import { GOOD_PASSWORD, requestLink, setPassword } from '../../test/reset-steps.ts'
import { staff } from '../../test/staff.ts'
import { type University, university } from '../../test/university.ts'
import type { Visitor } from '../../test/visitor.ts'
import { keptInBrowsers } from './in-browser.ts'
import { texts } from './texts.ts'

const DAY = 86_400_000
const settings = { REMEMBER_ME_LIFETIME: 0, DEVICE_LIFETIME: 180 * DAY }

/** The longest that each of these sentences allows, in seconds; without one a cookie goes with the browser. */
const MOST = new Map([
  [texts.daysAtMost.key, (180 * DAY) / 1000],
  [texts.aYear.key, (365 * DAY) / 1000],
  [texts.minutes.key, 15 * 60],
  [texts.anHour.key, 60 * 60],
  [texts.aDay.key, DAY / 1000],
])

test('every cookie that journeys leave in a browser is told on the page, no other is, and none stays longer than it says', async () => {
  const place = await university({ services: [client('timetable')] })
  const alice = place.person('alice')
  const browser = place.visitor()
  await browser.open('/privacy?locale=en')
  await signIn(browser, alice.login, 'a wrong password 1')
  await requestLink(browser, alice.login)
  const link = await place.mailbox.linkFor(alice.login)
  const opened = place.visitor()
  await opened.open(link)
  await setPassword(place, link, { pesel: alice.pesel, password: GOOD_PASSWORD })
  await signIn(browser, alice.login, GOOD_PASSWORD, '/portal/log-in')
  const party = await relyingParty(place, 'timetable')
  const stranger = place.visitor()
  await comeBack(stranger, (await party.begin()).address, { login: alice.login, password: GOOD_PASSWORD })
  const coded = place.visitor()
  const bob = place.person('bob')
  await typeCode(coded, bob.login, await codeFor(place, 'bob'))
  const given = [browser, opened, stranger, coded, await helped(place), await turnedAway()].flatMap((each: Visitor) => [
    ...each.given,
  ])
  const page = await browser.open('/privacy')
  expect(page.text).toContain('at most 180 days')
  const named = new Set<string>()
  for (const [name, seconds] of given) {
    const bare = name.replace(/^__(Host|Secure)-/, '')
    const matching = keptInBrowsers(settings).flatMap(({ names, kept }) => {
      const known = names.find((one) => bare === one || (one.endsWith('-') && bare.startsWith(one)))
      return known === undefined ? [] : [{ known, kept }]
    })
    expect(matching, name).toHaveLength(1)
    for (const { known, kept } of matching) {
      named.add(known)
      expect(page.text).toContain(known)
      if (seconds !== undefined) expect(seconds, name).toBeLessThanOrEqual(MOST.get(kept.key) ?? 0)
    }
  }
  const told = keptInBrowsers(settings).flatMap(({ names }) => names)
  expect([...named].sort()).toEqual(told.sort())
})

/** Somebody new asks for help, is asked back, and opens the link of the letter. */
async function helped(place: University) {
  const mailbox = 'somebody.new@student.agh.edu.pl'
  const { visitor } = await helpRequest(place, mailbox)
  const desk = await staff(place, 'registration')
  const page = await desk.visitor.open('/desk/cases/R-2026-0001')
  await desk.visitor.submit(page, 'Send the question', { Question: 'Which album number stands on your card?' })
  await visitor.open(await place.mailbox.linkFor(mailbox))
  return visitor
}

/** Somebody for whom there is no time yet. */
async function turnedAway() {
  const { gate, crowd } = await crowdedGate()
  const place = await university({ hashGate: gate })
  const free = crowd(ALL_TAKEN)
  const visitor = place.visitor()
  await signIn(visitor, place.person('alice').login, 'a password')
  await free()
  return visitor
}

test('how long somebody stays signed in is told as the settings have it', () => {
  const told = (REMEMBER_ME_LIFETIME: number) => keptInBrowsers({ ...settings, REMEMBER_ME_LIFETIME })[0]
  expect(told(0)).toMatchObject({ names: ['TGC', 'portal'], kept: texts.untilSignOut })
  expect(told(30 * DAY)).toMatchObject({ kept: texts.remembered, days: 30 })
})
