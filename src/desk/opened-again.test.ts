import { expect, test } from 'vitest'
import { helpRequest } from '../../test/help-steps.ts'
import { staff } from '../../test/staff.ts'
import { university } from '../../test/university.ts'
import type { Page, Visitor } from '../../test/visitor.ts'

const AGAIN = 'Open the page again'

/** Presses the button of a form that has been spoilt: it meets an error page. */
async function pressInVain(visitor: Visitor, page: Page, button: string) {
  const { action, body } = visitor.fill(page, button)
  body.set('form', 'of another browser')
  return visitor.request('POST', action, body)
}

test('whoever meets an error page at the desk can open the very page again on which the form stood', async () => {
  const place = await university()
  await helpRequest(place, place.person('kacper').login)
  const registration = (await staff(place, 'registration')).visitor
  const { visitor } = await staff(place, 'desk')
  const alice = place.person('alice')
  const record = await visitor.submit(await visitor.open('/desk/people'), 'Search', {
    'Whom you are looking for': alice.login,
  })
  for (const { who, page, button } of [
    { who: registration, page: await registration.open('/desk/cases/R-2026-0001'), button: 'Take the case' },
    { who: registration, page: await registration.open('/desk/cases/R-2026-0001'), button: 'Find' },
    { who: visitor, page: record, button: 'Send a link to set a password' },
  ]) {
    const refused = await pressInVain(who, page, button)
    expect(refused.status).toBe(403)
    for (const link of [AGAIN, 'Polski']) {
      const { pathname } = refused.link(link)
      expect([button, link, pathname, (await who.open(pathname)).status]).toEqual([
        button,
        link,
        page.address.pathname,
        200,
      ])
    }
  }
})

test('whoever answers a case after a pause comes back to that case once the second factor is proved', async () => {
  const place = await university()
  await helpRequest(place, place.person('kacper').login)
  const { visitor, app } = await staff(place, 'registration')
  const page = await visitor.open('/desk/cases/R-2026-0001')
  place.clock.advance({ minutes: 20 })
  const asked = await visitor.submit(page, 'Take the case')
  expect(asked.heading).toBe('Second factor')
  // Also over an error page in between, which the form does not outlive.
  const opened = await visitor.open((await pressInVain(visitor, asked, 'Enter')).link(AGAIN))
  expect(opened.text).toContain('what was in it is lost')
  const back = await visitor.submit(opened, 'Enter', { 'Code from your app': app.code(place.clock.now()) })
  expect([back.status, back.address.pathname]).toEqual([200, '/desk/cases/R-2026-0001'])
})
