import { expect, test } from 'vitest'
import { openFrame } from '../../../test/frame.ts'
import { rendered } from '../../../test/rendered.ts'
import { languages } from '../../language/index.ts'
import { leaveForm, OnYourWayPage, PostBackPage } from './index.ts'

// Requirement 64, decision 264.

const away = 'https://library.example.edu/shelf?a=1&b="2";c=\'3\'&ticket=ST-1'
const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

async function answered(address: string, headers: Record<string, string>, end?: string) {
  const frame = await openFrame((app) => {
    app.get('/left', async (request, reply) => leaveForm(request, reply, address, end))
  })
  return frame.ask('/left', { headers })
}

test('a browser gets a page that goes on by itself, and a link where that is switched off', async () => {
  const { status, headers, text } = await answered(away, browser)
  expect([status, headers.location]).toEqual([200, undefined])
  const written = away.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  expect(text).toContain(`<meta http-equiv="refresh" content="0;url=${written}"`)
  expect(text).toContain(`<a class="button" href="${written}">`)
  expect(text).not.toContain('<script')
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringContaining("form-action 'self';"),
  })
})

test('each browser gets its own ticket, on the same page', async () => {
  const frame = await openFrame((app) => {
    app.get('/left', async (request, reply) =>
      leaveForm(request, reply, `https://library.example.edu/?ticket=${request.headers['x-ticket']}`),
    )
  })
  for (const ticket of ['ST-1', 'ST-2', 'ST-3']) {
    const { text } = await frame.ask('/left', { headers: { ...browser, 'x-ticket': ticket } })
    expect(text.match(/ST-\d/g)).toEqual([ticket, ticket])
  }
})

test('no link on the way to a service leads back to what was answered: what there was to say is said in one language', () => {
  for (const page of [<OnYourWayPage to={away} />, <PostBackPage action={away} fields={{}} />])
    for (const language of languages) {
      const html = rendered(page, language)
      expect(html).toContain(`<html lang="${language}"`)
      expect(html).not.toContain('rel="alternate"')
    }
})

test('a program that asks for no page is redirected', async () => {
  for (const headers of [{}, { accept: '*/*' }]) {
    const { status, headers: answer } = await answered(away, headers)
    expect([status, answer.location]).toEqual([303, away])
  }
})

test('what stays at the sign-in is a redirect for everybody, unless it leads on to a service', async () => {
  for (const own of ['/account', 'http://localhost:3000/portal/signed-in?ticket=ST-1'])
    expect((await answered(own, browser)).headers.location).toBe(own)
  expect((await answered('/cas/login?service=x', browser, away)).text).toContain('0;url=/cas/login?service=x')
})

test('an application’s own scheme is somewhere else', async () => {
  expect((await answered('edu.example.app:/callback?code=1', browser)).text).toContain(
    '0;url=edu.example.app:/callback',
  )
})
