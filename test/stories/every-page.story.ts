import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { examplesOfAllChapters } from '../../src/chapters.ts'
import { rendered } from '../rendered.ts'
import { university } from '../university.ts'
import { accessibilityFaultsEverywhere, bringInspector, focusFaults, reflowFaults, smallTargets } from './inspection.ts'
import { placesOf, shapeOf } from './shape.ts'
import { screens, stage } from './stage.ts'

// Every state of every page, as the gallery shows it, is held to requirements 111 and 117.
const { person } = stage()
const furta = await university()

// The letter stands in a frame, which only its real page may have: it is inspected there.
const chapters = Object.entries(examplesOfAllChapters).map(
  ([chapter, examples]) => [chapter, examples.filter(({ name }) => name !== 'mailbox-letter')] as const,
)

// What decision 246 rests on. A page of the same shape in both languages has the same structure and the same colours in both; a page on
// which everything stands as it has stood on another one has the colours of that other one.
const met = new Set<string>()
const inspections = chapters.map(([chapter, examples]) => {
  const pages = examples.map(({ name, render }) => {
    const english = rendered(render(), 'en')
    const places = placesOf(english)
    const everyLook = places.some((place) => !met.has(place))
    for (const place of places) met.add(place)
    return { name, everyLook, alike: shapeOf(english) === shapeOf(rendered(render(), 'pl')) }
  })
  return [chapter, pages] as const
})

// Some chapters have forty pages, and a machine may be slow.
describe.each(inspections)('every page of %s', (chapter, pages) => {
  test('is accessible, fits 320 px and can be walked with the keyboard', { timeout: 240_000 }, async () => {
    const page = await person(furta.origin)
    await bringInspector(page)
    const faults: string[] = []
    for (const { name, everyLook } of pages) {
      await page.setViewportSize(screens.desktop)
      await page.goto(`/dev/gallery/${chapter}/${name}`)
      const found = [
        ...(await accessibilityFaultsEverywhere(page, { everyLook })),
        ...(await smallTargets(page)),
        ...(await focusFaults(page)),
        ...(await reflowFaults(page)),
      ]
      faults.push(...found.map((fault) => `${name}: ${fault}`))
    }
    expect(faults).toEqual([])
  })

  test('is so in Polish', { timeout: 240_000 }, async () => {
    const page = await person(furta.origin, { language: 'pl' })
    const faults: string[] = []
    for (const { name, alike } of pages) {
      await page.setViewportSize(screens.desktop)
      await page.goto(`/dev/gallery/${chapter}/${name}`)
      const found = [
        ...(alike ? [] : await accessibilityFaultsEverywhere(page)),
        ...(await smallTargets(page)),
        ...(await brokenWords(page)),
        ...(await reflowFaults(page)),
      ]
      faults.push(...found.map((fault) => `${name}: ${fault}`))
    }
    expect(faults).toEqual([])
  })
})

// What is wrong in one of the four looks only must still be seen.
test.each([
  '(width < 600px) and (prefers-color-scheme: light)',
  '(width < 600px) and (prefers-color-scheme: dark)',
  '(width >= 600px) and (prefers-color-scheme: light)',
  '(width >= 600px) and (prefers-color-scheme: dark)',
])('what cannot be read at %s is found', async (look) => {
  const page = await person(furta.origin)
  await bringInspector(page)
  await page.goto('/dev/gallery/password-reset/set-password-errors')
  await page.evaluate((look) => {
    const planted = new CSSStyleSheet()
    planted.replaceSync(`@media ${look} { main * { color: #808080 !important; background: #888 !important } }`)
    document.adoptedStyleSheets.push(planted)
  }, look)
  const found = await accessibilityFaultsEverywhere(page)
  expect(found.some((fault) => fault.includes('color-contrast'))).toBe(true)
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

test('with forced colours one tab alone is underlined, and the timeline ends at its last item', async () => {
  const page = await person(furta.origin, { colours: 'forced' })
  await page.goto('/dev/gallery/not-recognized/not-recognized-student')
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const underlined = await page
    .locator('.fork a')
    .evaluateAll(
      (all, paper) =>
        all.filter((one) => getComputedStyle(one).borderBlockEndColor !== paper).map((one) => one.ariaCurrent),
      paper,
    )
  expect(underlined).toEqual(['page'])
  await page.goto('/dev/gallery/account/account-activity')
  const end = page.locator('.timeline > li').last()
  expect(await end.evaluate((item) => getComputedStyle(item).borderInlineStartColor)).toBe(paper)
})

test.each(['en', 'pl'] as const)(
  'on a phone the language stands in one row with the name of the university (%s)',
  async (language) => {
    const page = await person(furta.origin, { language })
    for (const path of ['/cas/login', '/dev/gallery/account/account']) {
      for (const width of [320, 360, 412]) {
        await page.setViewportSize({ width, height: 800 })
        await page.goto(path)
        const [name, link] = await page.locator('.wordmark span, .top > nav a').evaluateAll((all) =>
          all.map((one) => {
            const { top, height, left, right } = one.getBoundingClientRect()
            return { middle: Math.round(top + height / 2), left, right }
          }),
        )
        expect([path, width, name?.middle]).toEqual([path, width, link?.middle])
        expect(name?.right).toBeLessThan(link?.left ?? 0)
      }
    }
  },
)

/** On a phone „e-mail” stands in one line. */
async function brokenWords(page: Page) {
  await page.setViewportSize({ width: 360, height: 800 })
  const times = await page.evaluate(timesBroken)
  return times === 0 ? [] : [`„e-mail” is broken ${times} times`]
}

/** In the page: how many times „e-mail” begins in one line and ends in another. */
function timesBroken() {
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  let broken = 0
  for (let node = all.nextNode(); node; node = all.nextNode()) {
    for (const { index, 0: word } of (node.nodeValue ?? '').matchAll(/\be-\u2060?mail/gi)) {
      const range = document.createRange()
      range.setStart(node, index)
      range.setEnd(node, index + word.length)
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken += 1
    }
  }
  return broken
}

test.each(['desk-letters/letters', 'account/account'])(
  'what stands beside a row stands at its end, however long the row is: %s',
  async (example) => {
    const page = await person(furta.origin)
    await page.setViewportSize(screens.desktop)
    await page.goto(`/dev/gallery/${example}`)
    const left = await page.locator('.rows > li:has(> div + *)').evaluateAll(
      (rows) =>
        rows.filter((row) => {
          const last = row.lastElementChild
          return !last || Math.abs(row.getBoundingClientRect().right - last.getBoundingClientRect().right) > 1
        }).length,
    )
    expect(left).toBe(0)
  },
)

test('how a field of study stands is said alike to the person and to the desk', () => {
  for (const [chapter, name] of [
    ['account', 'account'],
    ['desk-people', 'person-not-connected'],
    ['desk-cases', 'case'],
  ]) {
    const example = Object.entries(examplesOfAllChapters)
      .find(([key]) => key === chapter)?.[1]
      .find((one) => one.name === name)
    expect([
      name,
      example && rendered(example.render(), 'pl').includes('<span class="tag good">Trwają</span>'),
    ]).toEqual([name, true])
  }
})
