import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { accessibilityFaults } from './inspection.ts'
import { plain } from './stage.ts'

/** Presses Tab until what is focused has this name: a label, a link's or a button's words. */
export async function tabTo(page: Page, name: string) {
  const seen: string[] = []
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab')
    const focused = await focusedName(page)
    if (focused === name) return
    seen.push(focused)
  }
  throw new Error(`The Tab key never came to "${name}" on "${await page.title()}", but to: ${seen.join(' · ')}`)
}

/** The same backwards. */
export async function backTo(page: Page, name: string) {
  for (let step = 0; step < 40; step += 1) {
    if ((await focusedName(page)) === name) return
    await page.keyboard.press('Shift+Tab')
  }
  throw new Error(`Shift and Tab never came to "${name}" on "${await page.title()}"`)
}

export async function focusedName(page: Page): Promise<string> {
  return plain(
    await page.evaluate(() => {
      const focused = document.activeElement as HTMLInputElement | null
      const label = focused?.labels?.[0]
      return (label ?? focused)?.textContent ?? ''
    }),
  )
}

export async function type(page: Page, label: string, text: string) {
  await tabTo(page, label)
  await page.keyboard.type(text)
}

/** Enter on what is focused, and the page it leads to, looked at by axe. */
export async function enter(page: Page, name?: string) {
  if (name !== undefined) await tabTo(page, name)
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')])
  await lookAt(page)
}

/** Enter on a link, or on what unfolds, that stays on the page. */
export async function enterInPage(page: Page, name: string) {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}

/** Axe is a script, so it looks only where scripts run: the pages are the same. */
export async function lookAt(page: Page) {
  const runs = await page.evaluate(() => matchMedia('(scripting: enabled)').matches)
  if (runs) expect(await accessibilityFaults(page), page.url()).toEqual([])
}
