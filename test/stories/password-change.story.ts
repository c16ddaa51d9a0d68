import { describe, expect, test } from 'vitest'
import { university } from '../university.ts'
import { signIn } from './journeys.ts'
import { button, field, follow, press, says, stage, withAndWithoutScripts } from './stage.ts'

const { person } = stage()
const furta = await university()

describe.each(withAndWithoutScripts)('a signed-in person %s', (_, scripts) => {
  const key = scripts ? 'zofia' : 'tymon'
  const fresh = scripts ? 'Bursztynowa-latarnia-88' : 'Granatowy-parasol-31'

  test('changes the password, stays signed in, and ends the session of another device', async () => {
    const { login, password } = furta.person(key)
    const phone = await person(furta.origin, { screen: 'phone', scripts })
    await signIn(phone, 'en', { login, password })
    const page = await person(furta.origin, { scripts })
    await signIn(page, 'en', { login, password })

    await follow(page, 'Change password')
    await field(page, 'Current password:').fill(password)
    await field(page, 'New password:').fill(fresh)
    await field(page, 'Repeat new password:').fill(fresh)
    if (scripts) await says(page, 'Password strength: strong')
    await press(page, 'Change password')
    await says(page, 'Your password has been changed')

    await phone.goto('/account')
    await button(phone, 'Sign in').waitFor()
    await page.goto('/account')
    await says(page, 'My account')
    await says(page, 'Password changed')
  })

  test('ends the session of another device by typing the password again', async () => {
    const { login, password } = furta.person(scripts ? 'mike' : 'fiona')
    const phone = await person(furta.origin, { screen: 'phone', scripts })
    await signIn(phone, 'en', { login, password })
    const page = await person(furta.origin, { screen: 'smallest', scripts })
    await signIn(page, 'en', { login, password })

    await page.goto('/account')
    await follow(page, 'Sign out on all other devices')
    await field(page, 'Password').fill('Wrong-password-1')
    await press(page, 'Sign out on all other devices')
    await says(page, 'That is not your password. Type it again')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('summary')
    await field(page, 'Password').fill(password)
    await press(page, 'Sign out on all other devices')
    await says(page, 'All other sessions have been ended.')

    await phone.goto('/account')
    await button(phone, 'Sign in').waitFor()
  })
})

test('whoever has only a keyboard changes the password', async () => {
  const { login, password } = furta.person('lucja')
  const page = await person(furta.origin)
  await signIn(page, 'en', { login, password })
  await page.goto('/password-change')
  await field(page, 'Current password:').focus()
  await page.keyboard.type(password)
  // Past the button that shows the password, and the link below it.
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Tab')
  await page.keyboard.type('Srebrna-hulajnoga-64')
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('Tab')
  await page.keyboard.type('Srebrna-hulajnoga-64')
  await page.keyboard.press('Enter')
  await says(page, 'Your password has been changed')
})
