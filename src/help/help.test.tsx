import { expect, test } from 'vitest'
import { openFrame } from '../../test/frame.ts'
import { rendered } from '../../test/rendered.ts'
import { loadInstitution } from '../config/index.ts'
import { registerHelp } from './index.ts'
import { HelpPage } from './pages/help.tsx'

test.each([
  ['en', 'Who answers for what', 'IT help desk'],
  ['pl', 'Kto odpowiada za co', 'Pomoc IT'],
] as const)('the help page names every desk and what it answers for (%s)', async (language, heading, desk) => {
  const frame = await openFrame(registerHelp)
  const { status, text, headers } = await frame.ask('/help', { headers: { 'accept-language': language } })
  expect(status).toBe(200)
  expect(text).toContain(heading)
  expect(text).toContain(desk)
  for (const { mail, answersFor } of Object.values(frame.institution.desks)) {
    expect(text).toContain(`href="mailto:${mail}"`)
    expect(text).toContain(answersFor[language])
  }
  expect(text).not.toMatch(/\{[a-zA-Z]+\}/)
  expect(headers['set-cookie']).toBeUndefined()
})

test('telephone, hours and page of a desk stand there when the institution gives them', () => {
  const institution = loadInstitution('institution.yaml')
  const both = (text: string) => ({ pl: text, en: text })
  const it = {
    ...institution.desks.it,
    phone: '+48 12 000 00 00',
    hours: both('Mon-Fri 8-16'),
    page: both('https://it.example.edu/'),
  }
  const html = rendered(<HelpPage />, 'en', { institution: { ...institution, desks: { ...institution.desks, it } } })
  expect(html).toContain('<a href="tel:+48120000000">+48 12 000 00 00</a>')
  expect(html).toContain('Mon-Fri 8-16')
  expect(html).toContain('<a href="https://it.example.edu/">page of the desk</a>')
})

test.each([
  ['en', 'Signed in, but the application does not know you', 'try again tomorrow'],
  ['pl', 'Logowanie działa, ale aplikacja Cię nie zna', 'spróbuj jutro'],
] as const)(
  'whom an application does not know reads what it means and whom to ask (%s)',
  async (language, heading, advice) => {
    const frame = await openFrame(registerHelp)
    const { status, text, headers } = await frame.ask('/help/not-known-to-a-service', {
      headers: { 'accept-language': language },
    })
    expect(status).toBe(200)
    expect(text).toContain(heading)
    expect(text).toContain(advice)
    expect(text).toContain('href="/account"')
    const { usos, registration } = frame.institution.desks
    for (const { name } of [usos, registration]) expect(text).toContain(name[language])
    // Never back to the sign-in: that is how people go round in circles.
    expect(text).not.toContain('/cas/login')
    expect(headers['set-cookie']).toBeUndefined()
    const help = await frame.ask('/help', { headers: { 'accept-language': language } })
    expect(help.text).toContain('href="/help/not-known-to-a-service"')
  },
)
