import { expect, test } from 'vitest'
import { loadInstitution } from '../config/index.ts'
import { Facts, Heading, Letter, LinkButton, letterWords, Paragraph, renderLetter } from './index.ts'

const institution = loadInstitution('institution.yaml')
const link = 'https://login.usos.agh.edu.pl/set-password/k7QdAb3fGh.Zr9uWm3xA0kLmNoPqRsTuVwX'

test('a letter says the same in both parts, with the same link, which stands alone on its line', () => {
  const { subject, text, html } = renderLetter(<Example language="en" name="Anna Nowak" />)
  expect(subject).toBe('Set your password')
  expect(text).toBe(`Set your password

You, or someone who typed your address, asked for a link to set a new password
for your USOS AGH account.

Set a new password:

${link}

Name: Anna Nowak

The link works once, for 60 minutes.

It was not you?
Then do nothing. Your password stays as it was.

-- 
Asked on 22 November 2026 at 14:07, from Firefox on Linux.
USOS accounts: usos-desk@agh.edu.pl. Mailboxes: it-desk@agh.edu.pl.
We never ask you to send a password or a PESEL number by mail.
`)
  const said = html.replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' ')
  for (const words of text.replace(/https:\S+|[:\n-]/g, ' ').split(/\s+/)) expect(said).toContain(words)
  expect(html.match(/href="[^"]*"/g)).toEqual([`href="${link}"`, `href="${link}"`])
})

test('a letter in Polish is Polish throughout', () => {
  const { text, html } = renderLetter(<Example language="pl" name="Łucja Gęś" />)
  expect(text).toContain('Nigdy nie prosimy o przesłanie hasła ani numeru PESEL pocztą elektroniczną.')
  expect(text).not.toMatch(/\u00a0/)
  expect(html).toContain('<html lang="pl">')
  expect(html).toContain('Albo skopiuj ten adres do przeglądarki:')
})

test('a letter loads nothing and links nowhere but to its one address', () => {
  const { html } = renderLetter(<Example language="en" name="Anna" />)
  expect(html.replaceAll(link, '')).not.toMatch(/https?:|url\(|src=|<img|<link|@import|<script|<form/)
})

test('a letter with two links is never written', () => {
  const words = letterWords(institution, 'en')
  const two = (
    <Letter words={words} subject="Two" title="Two">
      <LinkButton href={link} label="One" />
      <LinkButton href={`${link}x`} label="Two" />
    </Letter>
  )
  expect(() => renderLetter(two)).toThrow('one link at most')
})

test('a name cannot bring markup, lines or hidden characters into a letter', () => {
  const name = 'Eve <img src=x onerror=1>\r\nhttps://evil.example/\u202e\u200b&amp;"\u0000'
  const { subject, text, html } = renderLetter(<Example language="en" name={name} />)
  expect(text).toContain('Name: Eve <img src=x onerror=1> https://evil.example/&amp;"\n')
  expect(html).toContain('Eve &lt;img src=x onerror=1>')
  expect(html).not.toContain('<img')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  for (const part of [subject, text, html]) expect(part).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u200b\u202e]/)
})

test('a subject stays on one line', () => {
  const words = letterWords(institution, 'en')
  const { subject } = renderLetter(
    <Letter words={words} subject={'Hello\r\nBcc: eve@example.org'} title="Hello">
      <Paragraph>Text</Paragraph>
    </Letter>,
  )
  expect(subject).toBe('Hello Bcc: eve@example.org')
})

function Example({ language, name }: { language: 'pl' | 'en'; name: string }) {
  const words = letterWords(institution, language)
  return (
    <Letter
      words={words}
      subject="Set your password"
      title="Set your password"
      asked="Asked on 22 November 2026 at 14:07, from Firefox on Linux."
    >
      <Paragraph>
        You, or someone who typed your address, asked for a link to set a new password for your <b>USOS AGH</b> account.
      </Paragraph>
      <LinkButton href={link} label="Set a new password" />
      <Facts items={[['Name', name]]} />
      <Paragraph>
        The link works once, for <strong>60{'\u00a0'}minutes</strong>.
      </Paragraph>
      <Heading>It was not you?</Heading>
      <Paragraph>Then do nothing. Your password stays as it was.</Paragraph>
    </Letter>
  )
}
