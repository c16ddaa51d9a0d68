import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { examplesOfAllChapters } from '../../src/chapters.ts'
import type { Language } from '../../src/language/index.ts'
import { university } from '../university.ts'
import {
  accessibilityFaultsEverywhere,
  bringInspector,
  focusFaults,
  reflowFaults,
  type SeenColours,
  smallTargets,
} from './inspection.ts'
import { screens, stage } from './stage.ts'

// Every state of every page, as the gallery shows it, is held to requirements 111 and 117.
const { person } = stage()
const furta = await university()
const seen: Record<Language, SeenColours> = { en: new Map(), pl: new Map() }

// The letter stands in a frame, which only its real page may have: it is inspected there.
const chapters = Object.entries(examplesOfAllChapters).map(
  ([chapter, examples]) => [chapter, examples.filter(({ name }) => name !== 'mailbox-letter')] as const,
)

describe.each(chapters)('every page of %s', (chapter, examples) => {
  test.each(['en', 'pl'] as const)(
    'is accessible, fits 320 px and can be walked with the keyboard (%s)',
    async (language) => {
      const page = await person(furta.origin, { language })
      await bringInspector(page)
      const faults: string[] = []
      for (const { name } of examples) {
        await page.setViewportSize(screens.desktop)
        await page.goto(`/dev/gallery/${chapter}/${name}`)
        const found = [
          ...(await accessibilityFaultsEverywhere(page, seen[language], { brief: language === 'pl' })),
          ...(await smallTargets(page)).map((target) => `too small on a phone: ${target}`),
          ...(language === 'en' ? await focusFaults(page) : []),
          ...(await reflowFaults(page)),
        ]
        faults.push(...found.map((fault) => `${name}: ${fault}`))
      }
      expect(faults).toEqual([])
    },
  )
})

test('no style asks which way the screen is held', () => {
  const styles = ['furta.css', 'tokens.css'].map((file) => readFileSync(`src/web/styles/${file}`, 'utf8'))
  expect(styles.join()).not.toMatch(/orientation/)
})

test('with forced colours the state is still told by shapes and words, and the decoration is gone', async () => {
  const page = await person(furta.origin, { colours: 'forced' })
  await page.goto('/dev/gallery/password-reset/set-password-errors')
  expect(await page.locator('.gate').isVisible()).toBe(false)
  const marks = await page.locator('.rules li').evaluateAll((rules) =>
    rules.map((rule) => ({
      shape: getComputedStyle(rule, '::before').borderStyle,
      word: rule.querySelector('.hidden')?.textContent?.trim(),
    })),
  )
  expect(marks.map(({ word }) => word)).toEqual(['Met:', 'Not met:', 'Met:', 'Checked later:'])
  expect(new Set(marks.map(({ shape }) => shape)).size, 'shapes differ').toBeGreaterThan(1)
  const borders = await page
    .locator('input:not([type=hidden]), .button')
    .evaluateAll((all) => all.map((one) => getComputedStyle(one).borderTopWidth))
  expect(borders.every((width) => Number.parseFloat(width) >= 1)).toBe(true)
})
