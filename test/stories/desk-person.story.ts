import { describe, expect, test } from 'vitest'
import { staff } from '../staff.ts'
import { type University, university } from '../university.ts'
import { stage, withAndWithoutScripts } from './stage.ts'

const { person } = stage()

describe.each(withAndWithoutScripts)('somebody at the desk, %s', (_, scripts) => {
  test('finds a student, reads what is missing, and connects them with the keyboard alone', async () => {
    const furta = await university()
    const page = await atTheDesk(furta, 'registration', scripts)
    await page.getByLabel('Whom you are looking for').focus()
    await page.keyboard.type('zimorodek kac')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: furta.person('kacper').name }).waitFor()
    expect(await page.locator('.lead').textContent()).toBe(
      'Not connected to registration, and so without an account. All else is in order.',
    )
    expect(page.url()).not.toContain('zimorodek')

    await page.getByLabel('Reason').first().focus()
    await page.keyboard.type('The dean’s office confirmed the right to register')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('status').filter({ hasText: 'The person is connected to registration' }).waitFor()
    expect(await furta.mailbox.linkFor(furta.person('kacper').login)).toContain('/set-password/')
  })

  test('opens an act that is folded, forgets the proof, and is led back to the very field', async () => {
    const furta = await university()
    const page = await atTheDesk(furta, 'desk', scripts)
    await page.getByLabel('Whom you are looking for').fill('402113')
    await page.getByRole('button', { name: 'Search' }).click()
    const act = page.locator('details', { has: page.locator('summary', { hasText: 'Issue a one-time code' }) })
    expect(await act.getByLabel('Proof of identity').isVisible()).toBe(false)
    await act.locator('summary').click()
    // The browser itself would stop the empty field: the server is asked all the same.
    await act.locator('form').evaluate((form: HTMLFormElement) => form.setAttribute('novalidate', ''))
    await act.getByLabel('Reason').fill('Lost the telephone with the mailbox')
    await act.getByRole('button', { name: 'Issue a one-time code' }).click()

    await page.getByRole('alert').getByRole('link', { name: 'Choose how the identity was checked' }).click()
    const proof = page.getByLabel('Proof of identity')
    await proof.selectOption('card')
    expect(await proof.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await act.getByLabel('Reason').inputValue()).toBe('Lost the telephone with the mailbox')
    await act.getByRole('button', { name: 'Issue a one-time code' }).click()
    expect(await page.locator('code').textContent()).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/)

    await page.getByRole('link', { name: 'Back to the person' }).click()
    await page.getByRole('heading', { level: 1, name: furta.person('alice').name }).waitFor()
    // The browser kept nothing, and does not send the form again by itself.
    await expect(page.goBack()).rejects.toThrow('ERR_CACHE_MISS')
  })
})

/** Signed in and past the second factor, in a browser of their own. */
async function atTheDesk(furta: University, key: string, scripts: boolean) {
  const { app } = await staff(furta, key)
  furta.clock.advance({ seconds: 30 })
  const { login, password } = furta.person(key)
  const page = await person(furta.origin, { scripts })
  await page.goto('/desk/people')
  await page.getByLabel('ID', { exact: true }).fill(login)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Code from your app').fill(app.code(furta.clock.now()))
  await page.getByRole('button', { name: 'Enter', exact: true }).click()
  await page.goto('/desk/people')
  return page
}
