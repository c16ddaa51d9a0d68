import { describe, expect, test } from 'vitest'
import { chooseLanguage, defineTexts, speaker, wordsOfTime } from './index.ts'

const texts = defineTexts('a-test', {
  sent: { pl: 'Wysłano do {address} w {system}.', en: 'Sent to {address} in {system}.' },
  written: { pl: 'E-mail i jego „e-maile” do {address}, e-mailem.', en: 'An e-mail to {address}.' },
})
const standing = { system: 'USOSweb' }

describe('a text', () => {
  test('is filled with what the page gives and what the institution is called', () => {
    expect(speaker('en', standing, new Map())(texts.sent, { address: 'a@agh.edu.pl' })).toBe(
      'Sent to a@agh.edu.pl in USOSweb.',
    )
  })

  test('never leaves a one-letter word alone at the end of a Polish line', () => {
    expect(speaker('pl', standing, new Map())(texts.sent, { address: 'x' })).toBe('Wysłano do x w\u00a0USOSweb.')
  })

  test('keeps „e-mail” in one line in Polish, and what the page gives as it is', () => {
    const words = 'E-\u2060mail i\u00a0jego „e-\u2060maile” do e-x@agh.edu.pl, e-\u2060mailem.'
    expect(speaker('pl', standing, new Map())(texts.written, { address: 'e-x@agh.edu.pl' })).toBe(words)
  })

  test('may be worded by the operator, in one language or both', () => {
    const overrides = new Map([['a-test.sent', { en: 'Off to {address}!' }]])
    expect(speaker('en', standing, overrides)(texts.sent, { address: 'x' })).toBe('Off to x!')
    expect(speaker('pl', standing, overrides)(texts.sent, { address: 'x' })).toContain('Wysłano')
  })

  test('ends with one full stop, also after a day that brings its own', () => {
    const say = speaker('pl', { system: '18 sierpnia 2026 r.' }, new Map())
    expect(say(texts.sent, { address: 'x' })).toBe('Wysłano do x w\u00a018 sierpnia 2026 r.')
    expect(say.rich(texts.sent, { address: 'x' }).join('')).toBe(say(texts.sent, { address: 'x' }))
  })

  test('takes elements between its words', () => {
    expect(speaker('en', standing, new Map()).rich(texts.sent, { address: { b: 'x' } })).toEqual([
      'Sent to ',
      { b: 'x' },
      ' in ',
      'USOSweb',
      '.',
    ])
  })
})

describe('the language of a request', () => {
  test.each([
    ['en', 'pl', 'en', 'what the person chose comes first'],
    [undefined, 'en-GB,en;q=0.9', 'en', 'then what the browser wishes'],
    [undefined, 'de,en;q=0.5,pl;q=0.7', 'pl', 'by how much it wishes it'],
    [undefined, 'de', 'pl', 'then Polish'],
    ['xx', undefined, 'pl', 'a choice we do not have is none'],
  ] as const)('%s and %s make %s: %s', (chosen, accepted, language, _promise) => {
    expect(chooseLanguage(chosen, accepted)).toBe(language)
  })
})

describe('time in words', () => {
  const pl = wordsOfTime('pl', 'Europe/Warsaw')
  const en = wordsOfTime('en', 'Europe/Warsaw')
  const minutes = (count: number) => count * 60_000

  test.each([
    [1, '1 minuta', '1 minutę'],
    [3, '3 minuty', '3 minuty'],
    [5, '5 minut', '5 minut'],
    [22, '22 minuty', '22 minuty'],
    [60, '60 minut', '60 minut'],
    [24 * 60, '24 godziny', '24 godziny'],
    [7 * 24 * 60, '7 dni', '7 dni'],
  ])('%d minutes are „%s”, after „za” „%s”', (count, length, after) => {
    expect(pl.length(minutes(count)).replace('\u00a0', ' ')).toBe(length)
    expect(pl.lengthAfter(minutes(count)).replace('\u00a0', ' ')).toBe(after)
  })

  test.each([
    ['40 seconds', 40 / 60, '1 minuta', '1 minutę'],
    ['119 minutes and a half', 119.5, '119 minut', '119 minut'],
    ['20 h 07 min', 20 * 60 + 7, '20 godzin', '20 godzin'],
    ['a minute less than 2 days', 2 * 24 * 60 - 1, '47 godzin', '47 godzin'],
    ['3 days 45 min', 3 * 24 * 60 + 45, '3 dni', '3 dni'],
  ])('who has waited %s is not told to have waited longer', (_waited, count, elapsed, after) => {
    expect(pl.elapsed(minutes(count)).replace('\u00a0', ' ')).toBe(elapsed)
    expect(pl.elapsedAfter(minutes(count)).replace('\u00a0', ' ')).toBe(after)
  })

  test('a day and an hour are those of the university', () => {
    const moment = new Date('2026-08-18T22:05:00Z')
    expect(pl.moment(moment)).toBe('19\u00a0sierpnia 2026\u00a0r., 00:05')
    expect(en.moment(moment)).toBe('19 August 2026, 00:05')
  })
})
