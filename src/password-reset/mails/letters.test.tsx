import { describe, expect, test } from 'vitest'
import { loadInstitution } from '../../config/index.ts'
import { languages } from '../../language/index.ts'
import { letterWords } from '../../mail/index.ts'
import { type LetterToWrite, writeLetter } from './letters.tsx'

const now = new Date('2026-11-22T13:07:00Z')
const url = 'https://login.usos.agh.edu.pl/set-password/k7QdR2mWx9Tz.Zr9uWm3xA0bCdEfGhIjKlMnO'
const HELP = 'https://login.usos.agh.edu.pl/not-recognized/student'
const link: LetterToWrite = {
  kind: 'link',
  purpose: 'forgotten-password',
  because: 'asked',
  url,
  lifetime: 3_600_000,
  expiresAt: new Date('2026-11-22T14:07:00Z'),
  asksQuestion: true,
}
const letters: LetterToWrite[] = [
  link,
  { ...link, purpose: 'first-password' },
  { ...link, because: 'connected', purpose: 'first-password' },
  { ...link, because: 'desk' },
  { ...link, because: 'case' },
  { ...link, because: 'address-assigned' },
  { kind: 'held', until: new Date('2026-11-23T11:30:00Z') },
  { kind: 'password-set', by: 'link' },
  { kind: 'password-set', by: 'code' },
  { kind: 'not-connected', staff: false, url: HELP },
  { kind: 'not-connected', staff: true, url: HELP },
  { kind: 'disabled' },
  { kind: 'assigned-elsewhere', assigned: 'bob@agh.edu.pl', url },
]
const institution = loadInstitution('institution.yaml')
const write = (letter: LetterToWrite, language: 'pl' | 'en', browser = 'Firefox, Linux') =>
  writeLetter(letterWords(institution, language), letter, { now, browser })

describe.each(languages)('in %s', (language) => {
  test.each(letters)(
    'the letter about $kind holds one link at most, the same in both parts, and every word is filled in',
    (letter) => {
      const { subject, text, html } = write(letter, language)
      const links = new Set([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]))
      const own = 'url' in letter ? [letter.url] : []
      expect([...links]).toEqual(own)
      for (const one of own) expect(text).toContain(`\n\n${one}\n\n`)
      expect(text.match(/^http/gm)?.length ?? 0).toBe(own.length)
      expect(subject + text + html).not.toMatch(/\{[a-zA-Z]+\}|undefined/)
      expect(html).toContain(`<html lang="${language}">`)
      expect(text).toContain('usos-desk@agh.edu.pl')
    },
  )
})

test('the link letter says who asked, how long the link lives in words and clock time, and what to do if it was not you', () => {
  const { subject, text: lines } = write(link, 'en')
  const text = lines.replace(/\s+/g, ' ')
  expect(subject).toBe('Set your password')
  expect(text).toContain('The link works once, for 60 minutes, until 22 November 2026, 15:07.')
  expect(text).toContain('You will be asked for your PESEL number, or for what the university knows instead of it.')
  expect(text).toContain('Asked on 22 November 2026, 14:07, from Firefox, Linux.')
  expect(text).toContain('It was not you?')
  expect(write(link, 'pl').text.replace(/\s+/g, ' ')).toContain(
    'Odnośnik działa raz, przez 60 minut, do: 22 listopada 2026 r., 15:07.',
  )
})

test('whoever has no password yet is not told that it stays as it was', () => {
  for (const because of ['asked', 'connected'] as const) {
    const { text } = write({ ...link, because, purpose: 'first-password' }, 'en')
    expect(text).toContain('Then do nothing. No password will be set.')
    expect(text).not.toContain('stays as it was')
  }
  expect(write(link, 'en').text).toContain('Your password stays as it was.')
  // Nor by a hold, which comes before a first link as well.
  const held = write({ kind: 'held', until: now }, 'en').text.replace(/\s+/g, ' ')
  expect(held).toContain('If you have a password, it works as before.')
})

test('an unknown browser is left out, not guessed', () => {
  expect(write(link, 'en', '').text).toContain('Asked on 22 November 2026, 14:07.')
  expect(write({ kind: 'password-set', by: 'link' }, 'en', '').text).not.toContain('Browser')
})

test('a student who is not connected reads the three facts the desk needs', () => {
  const { text } = write({ kind: 'not-connected', staff: false, url: HELP }, 'en')
  expect(text).toContain('registration-desk@agh.edu.pl')
  for (const fact of ['field of study', 'album number', 'right to register']) expect(text).toContain(fact)
})

test('registration is something one is connected to, in Polish too: „połączenie” would be one of a network', () => {
  for (const letter of letters) expect(write(letter, 'pl').text.replace(/\s+/g, ' ')).not.toContain('z rejestracją')
  expect(write({ ...link, because: 'connected' }, 'pl').text.replace(/\s+/g, ' ')).toContain(
    'Podłączono Cię do rejestracji, a więc masz już konto USOS AGH.',
  )
})

test('a link that nobody asked for says first what has happened, and that it was sent, not asked for', () => {
  const text = (because: 'connected' | 'desk' | 'case' | 'address-assigned') =>
    write({ ...link, because, purpose: 'first-password' }, 'en', '').text.replace(/\s+/g, ' ')
  expect(text('connected')).toContain(
    'You have been connected to registration, and so have a USOS AGH account. Set your first password:',
  )
  expect(text('desk')).toContain('This link is sent to you by the')
  expect(text('case')).toContain('This answers your help request')
  expect(text('address-assigned')).toContain('This address is now the one assigned')
  expect(text('desk')).toContain('Sent on 22 November 2026, 14:07.')
  expect(text('desk')).not.toContain('Asked on')
})

test('a hold is told with its reason, its end, and whom to write to', () => {
  const text = write({ kind: 'held', until: new Date('2026-11-23T11:30:00Z') }, 'en').text.replace(/\s+/g, ' ')
  expect(text).toContain('Another address was assigned to your account')
  expect(text).toContain('You can ask for a link after 23 November 2026, 12:30.')
  expect(text).toContain('write to usos-desk@agh.edu.pl')
})
