import { describe, expect, test } from 'vitest'
import { App, mailedCode, secretOn, staff } from '../staff.ts'
import { university } from '../university.ts'
import type { Visitor } from '../visitor.ts'
import { isSignedIn, signIn } from './steps.ts'

const furta = await university()
const path = '/account/second-factor'

async function signedIn(login: string, password: string) {
  const visitor = furta.visitor()
  await signIn(visitor, login, password)
  return visitor
}

async function setUp(visitor: Visitor, login: string) {
  const page = await visitor.submit(await visitor.open(path), 'Send a code to my mailbox')
  const app = new App(secretOn(page))
  const done = await visitor.submit(page, 'Set up the second factor', {
    'Code from the letter': await mailedCode(furta, login),
    'Code from your app': app.code(furta.clock.now()),
  })
  const codes = done.document.querySelectorAll('ol code').map((code) => code.textContent.trim())
  expect(codes).toHaveLength(10)
  return { app, codes }
}

describe('A32 · a stolen password and a mailbox that somebody at the desk has moved', () => {
  test('set up no second factor before the owner could object (req 91)', async () => {
    const { login, password } = furta.person('natalia')
    const { person_id: id } = await furta.database.db
      .selectFrom('addresses')
      .select('person_id')
      .where('address', '=', login)
      .executeTakeFirstOrThrow()
    const desk = await staff(furta, 'desk')
    const page = await desk.visitor.open(`/desk/people/${id}`)
    const form = page.document.querySelector('input[name="form"]')?.getAttribute('value') ?? ''
    const thief = 'zlodziej@agh.edu.pl'
    const body = new URLSearchParams({ form, reason: 'Lost the mailbox', address: 'new', newAddress: thief })
    expect((await desk.visitor.send('POST', `/desk/people/${id}/assign-address`, body)).status).toBe(303)

    const visitor = await signedIn(thief, password)
    const refused = await visitor.submit(await visitor.open(path), 'Send a code to my mailbox')
    expect([refused.status, refused.summary]).toEqual([
      422,
      expect.stringContaining('Your address was changed lately. No code is sent there before'),
    ])
    await expect(mailedCode(furta, thief)).rejects.toThrow()

    furta.clock.advance({ hours: 25 })
    const owner = await signedIn(thief, password)
    await setUp(owner, thief)
  })
})

describe('A8, A13 · what proves the second factor of one', () => {
  test('proves that of nobody else, proves once, and is taken from one field of one form', async () => {
    const [alice, tom] = [furta.person('alice'), furta.person('tom')]
    const hers = await signedIn(alice.login, alice.password)
    const { app, codes } = await setUp(hers, alice.login)
    const his = await signedIn(tom.login, tom.password)
    const other = await setUp(his, tom.login)
    furta.clock.advance({ seconds: 30 })

    const again = await signedIn(alice.login, alice.password)
    const page = await again.open(
      `${path}?service=${encodeURIComponent('https://evil.example/')}&client=x&interaction=../y`,
    )
    const { body } = again.fill(page, 'Enter', {})
    const prove = async (more: readonly (readonly [string, string])[]) => {
      const sent = new URLSearchParams(body)
      for (const [name, value] of more) {
        if (!sent.get(name)) sent.delete(name)
        sent.append(name, value)
      }
      return again.send('POST', path, sent)
    }
    const now = furta.clock.now()
    for (const wrong of [[['code', other.app.code(now)]], [['recovery', other.codes[0] ?? '']]] as const)
      expect((await prove(wrong)).status).toBe(422)
    expect(
      (
        await prove([
          ['code', '000000'],
          ['code', app.code(now)],
        ])
      ).status,
    ).toBe(400)
    // Nowhere but to the page of one's own: neither the service nor the sign-in that was named is known.
    const proved = await prove([['recovery', codes[0] ?? '']])
    expect([proved.status, proved.headers.get('location')]).toEqual([303, `${path}/recovery-codes`])
    const third = await signedIn(alice.login, alice.password)
    const spent = await third.submit(await third.open(path), 'Enter', { 'Recovery code': codes[0] ?? '' })
    expect(spent.status).toBe(422)
  })
})

test('A11 · no other site takes a second factor away, also not with everything it needs but the form', async () => {
  const { login, password } = furta.person('zofia')
  const visitor = await signedIn(login, password)
  const { codes } = await setUp(visitor, login)
  const page = await visitor.open(`${path}/remove`)
  const form = page.document.querySelector('input[name="form"]')?.getAttribute('value') ?? ''
  for (const [value, headers] of [
    ['', {}],
    ['A'.repeat(form.length), {}],
    [form, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ] as const) {
    const body = new URLSearchParams({ form: value, password, code: codes[0] ?? '' })
    const answer = await visitor.send('POST', `${path}/remove`, body, headers)
    expect(answer.status, value).toBe(403)
  }
  expect(await isSignedIn(visitor)).toBe(true)
  expect((await visitor.open(`${path}/recovery-codes`)).text).toContain('10')
})
