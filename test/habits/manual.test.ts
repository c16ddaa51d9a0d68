import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manualFolder, readManual, standsIn } from '../manual.ts'

// That each quote stands on its page is shown by `test/stories/manual.story.ts`, which opens the pages.
const [english, polish] = [readManual('en'), readManual('pl')]

test('both languages of the manual speak of the same pages, in the same order and with as many quotes', () => {
  expect(polish.pages).toEqual(english.pages)
  expect(polish.quotes.map(({ page }) => page)).toEqual(english.quotes.map(({ page }) => page))
  expect(polish.figures.map(({ page, file }) => [page, file.replace('/pl/', '/en/')])).toEqual(
    english.figures.map(({ page, file }) => [page, file]),
  )
})

test('every figure of the manual exists, was taken with its words, and none lies about unused', () => {
  const named = [...english.figures, ...polish.figures].map(({ file }) => file)
  const folder = join(manualFolder, 'figures')
  const kept = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.png'))
  expect(kept.map((name) => join('figures', name)).sort()).toEqual([...named].sort())
  const words = JSON.parse(readFileSync(join(folder, 'words.json'), 'utf8'))
  expect(Object.keys(words).sort()).toEqual([...named].sort())
})

test('every link of the manual leads to a file', () => {
  for (const language of ['en', 'pl']) {
    const text = readFileSync(join(manualFolder, `${language}.md`), 'utf8')
    for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      expect(existsSync(join(manualFolder, target)), target).toBe(true)
    }
  }
})

test('a quote is found as words of its own, and a placeholder stands for anything', () => {
  expect(standsIn('ID', 'Sign in ID Your university e-mail address')).toBe(true)
  expect(standsIn('ID', 'VALID')).toBe(false)
  expect(standsIn('sent to [your address].', 'A link has been sent to a@b.pl. Wait.')).toBe(true)
  expect(standsIn('sent to [your address].', 'A link has been sent to.')).toBe(false)
})
