import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { university } from '../university.ts'
import { openMailedLink, signIn } from './journeys.ts'
import { stage } from './stage.ts'

// What a password manager reads (req 112, 113): which field is what, which passwords fit, and where one is changed.
const { person } = stage()
const furta = await university()
const RULES = 'minlength: 8; required: lower; required: upper; required: digit, special;'

function fieldsOf(page: Page) {
  return page.locator('main input:not([name=form], [name=link])').evaluateAll((fields) =>
    fields
      .filter((field) => ['text', 'email', 'password'].includes((field as HTMLInputElement).type))
      .map((field) => ({
        name: (field as HTMLInputElement).name,
        type: (field as HTMLInputElement).type,
        autocomplete: field.getAttribute('autocomplete'),
        rules: field.getAttribute('passwordrules'),
      })),
  )
}

test('the sign-in page has a user name and a current password', async () => {
  const page = await person(furta.origin)
  await page.goto('/cas/login')
  expect(await fieldsOf(page)).toEqual([
    { name: 'username', type: 'text', autocomplete: 'username', rules: null },
    { name: 'password', type: 'password', autocomplete: 'current-password', rules: null },
  ])
})

test('the request for a link has an address that is the user name', async () => {
  const page = await person(furta.origin)
  await page.goto('/reset-password')
  expect(await fieldsOf(page)).toEqual([{ name: 'email', type: 'email', autocomplete: 'username', rules: null }])
})

test('the page of a new password tells for which user name, twice that it is new, and the rules for making one', async () => {
  const page = await person(furta.origin)
  await openMailedLink(page, furta, 'en', furta.person('mike').login)
  const fields = await fieldsOf(page)
  expect(fields).toContainEqual({ name: 'new', type: 'password', autocomplete: 'new-password', rules: RULES })
  expect(fields).toContainEqual({ name: 'repeat', type: 'password', autocomplete: 'new-password', rules: RULES })
  expect(fields).toContainEqual({ name: 'username', type: 'text', autocomplete: 'username', rules: null })
  expect(await page.locator('input[autocomplete=username]').inputValue()).toBe(furta.person('mike').login)
  // The security question is neither a password nor the user name, and is not to be stored as one.
  expect(fields.find(({ name }) => name === 'pesel')).toMatchObject({ type: 'text', autocomplete: 'off' })
})

test('the page of a changed password has the user name, the current one and twice the new one', async () => {
  const page = await person(furta.origin)
  const alice = furta.person('alice')
  await signIn(page, 'en', alice)
  await page.goto('/.well-known/change-password')
  expect(new URL(page.url()).pathname).toBe('/password-change')
  const fields = await fieldsOf(page)
  expect(fields.map(({ autocomplete }) => autocomplete)).toEqual([
    'username',
    'current-password',
    'new-password',
    'new-password',
  ])
  expect(fields.slice(2).map(({ rules }) => rules)).toEqual([RULES, RULES])
  expect(await page.locator('input[autocomplete=username]').inputValue()).toBe(alice.login)
})

test('the well-known address of a password change redirects, and one that is not known does not pretend', async () => {
  const visitor = furta.visitor()
  const answer = await visitor.send('GET', '/.well-known/change-password')
  expect([302, 303, 307]).toContain(answer.status)
  expect(answer.headers.get('location')).toMatch(/\/password-change$/)
  const unknown = await visitor.send(
    'GET',
    '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200',
  )
  expect(unknown.status).toBe(404)
})
