import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Manual } from '../manual.ts'
import { standsIn } from '../manual.ts'
import type { University } from '../university.ts'
import { figure } from './figures.ts'
import { plain, wordsOf } from './stage.ts'

interface ReadingOptions {
  /** Figures are taken, and compared, on one of the ways through a manual. */
  figures: boolean
  /** Pages that this way does not come to. */
  leavesOut?: readonly string[]
}

/** Reads a manual along the way: what it quotes must stand on the page that it names, and it names no page that is never opened. */
export function readAlong(manual: Manual, { figures, leavesOut = [] }: ReadingOptions) {
  const seen = new Set<string>()
  const missing: string[] = []

  function check(name: string, shown: string) {
    seen.add(name)
    const quotes = manual.quotes.filter(({ page }) => page === name)
    for (const { text } of quotes) if (!standsIn(text, shown)) missing.push(`${name}: “${text}” in “${shown}”`)
  }
  async function takeFigures(name: string, page: Page) {
    if (!figures) return
    for (const { file } of manual.figures.filter((one) => one.page === name)) await figure(page, file)
  }

  return {
    async shows(name: string, page: Page) {
      check(name, await wordsOf(page))
      await takeFigures(name, page)
    },
    /** The newest letter of an address, on a sheet of its own. */
    async showsLetter(name: string, paper: Page, furta: University, address: string) {
      const letter = (await furta.mailbox.letters(address)).at(-1)
      check(name, plain(`${letter?.subject} ${letter?.text}`))
      await paper.goto('about:blank')
      await paper.setContent(letter?.html ?? '')
      await takeFigures(name, paper)
    },
    /** A page of the manual that no step of the story opens would be a promise nobody tests. */
    hasSeenEverything() {
      expect(missing, 'quotes that do not stand on their page').toEqual([])
      expect([...new Set(manual.pages)].filter((page) => !seen.has(page) && !leavesOut.includes(page))).toEqual([])
    },
  }
}
