import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { screens } from './stage.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Every page of a context brings the inspector along: handing it over page by page takes longer than most inspections. */
export function bringInspector(page: Page): Promise<unknown> {
  return page.context().addInitScript({ content: axe })
}

/** Everything axe-core finds on a page as it is now: WCAG 2.2 A and AA, and its advice on good practice (req 111). */
export async function accessibilityFaults(page: Page, only?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(axe)
  // A letter in its frame runs no script: it is inspected by itself.
  const options = {
    iframes: false,
    // It would fetch every style sheet once more, for the one rule that asks whether the screen may be turned. None of ours asks.
    preload: false,
    resultTypes: ['violations'],
    ...(only && { runOnly: { type: 'rule', values: only } }),
  }
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as AxeResults
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** The four looks of a page: at a desk and on a phone, by day and by night. */
const looks = [
  ['desktop', 'light'],
  ['desktop', 'dark'],
  ['phone', 'dark'],
  ['phone', 'light'],
] as const

/**
 * Structure is asked by day at a desk, since no colour and no width changes it; what can be seen is asked in this look alone, or, of a
 * page that shows something in a way that was not met before, in all four (decision 246).
 */
export async function accessibilityFaultsEverywhere(page: Page, { everyLook = true } = {}): Promise<string[]> {
  const faults: string[] = []
  for (const [number, [screen, colorScheme]] of looks.slice(0, everyLook ? looks.length : 1).entries()) {
    await page.setViewportSize(screens[screen])
    await page.emulateMedia({ colorScheme })
    const found = await accessibilityFaults(page, number === 0 ? undefined : visualRules)
    faults.push(...found.map((fault) => `${screen}, ${colorScheme}: ${fault}`))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  return faults
}

const visualRules = ['color-contrast', 'target-size', 'link-in-text-block', 'scrollable-region-focusable']

/** Whether the page scrolls sideways at 320 px, or has a field or a cell without room, with text of the usual and of twice the usual size (req 117). */
export async function reflowFaults(page: Page): Promise<string[]> {
  await page.setViewportSize(screens.smallest)
  const faults: string[] = []
  for (const size of ['100%', '200%']) {
    const narrow = await page.evaluate((size) => {
      document.documentElement.style.fontSize = size
      const fields = document.querySelectorAll<HTMLElement>('input:not([type=hidden], [type=checkbox], [type=radio])')
      const hasRoom = (one: HTMLElement) => {
        const [font = 0, start = 0, end = 0] = ['font-size', 'padding-left', 'padding-right'].map((name) =>
          Number.parseFloat(getComputedStyle(one).getPropertyValue(name)),
        )
        return one.clientWidth - start - end >= 2.5 * font
      }
      // Of a table of words, with letters of the usual size: twice as large, its last column may be as narrow as that.
      const cells =
        size === '100%' ? [...document.querySelectorAll('td')].filter((one) => one.textContent.length > 6) : []
      const used = [...fields, ...cells].filter((one) => one.checkVisibility())
      return used.filter((one) => !hasRoom(one)).map((one) => one.outerHTML.slice(0, 120))
    }, size)
    faults.push(...narrow.map((element) => `at ${size} without room for its words: ${element}`))
    const wider = await page.evaluate(() => {
      const room = document.documentElement.clientWidth
      if (document.documentElement.scrollWidth <= room) return []
      const all = [...document.body.querySelectorAll<HTMLElement>('*')]
      return all.filter((one) => one.getBoundingClientRect().right > room + 1).map((one) => one.outerHTML.slice(0, 120))
    })
    faults.push(...wider.map((element) => `at ${size} wider than 320 px: ${element}`))
  }
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  return faults
}

/** On a phone: links and controls that are smaller than 24 by 24 px. A link inside a sentence may be as high as its line (WCAG 2.5.8). */
export async function smallTargets(page: Page): Promise<string[]> {
  await page.setViewportSize(screens.phone)
  return page.evaluate(() => {
    const targets = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), summary, select'),
    ]
    const inSentence = (one: HTMLElement) => {
      if (one.tagName !== 'A' || getComputedStyle(one).display !== 'inline') return false
      const around = one.closest('p, li, dd')?.textContent?.trim() ?? ''
      return around.length > (one.textContent?.trim().length ?? 0)
    }
    return targets
      .filter((one) => one.checkVisibility() && !one.matches('.skip') && !inSentence(one))
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 23.9 || box.height < 23.9))
      .map(
        ({ one, box }) =>
          `too small on a phone, ${Math.round(box.width)} x ${Math.round(box.height)}: ${one.outerHTML.slice(0, 120)}`,
      )
  })
}

/**
 * Walks the page with the Tab key: every target is reached, none holds the focus, and each shows it by an outline that
 * is seen and not covered (req 117).
 */
export async function focusFaults(page: Page): Promise<string[]> {
  const wanted = await page.evaluate(() => {
    const targets = document.querySelectorAll<HTMLElement>(
      'a[href], button, input:not([type=hidden]), summary, select, textarea',
    )
    for (const [number, target] of [...targets].entries()) target.dataset.target = String(number)
    const active = document.activeElement
    if (active instanceof HTMLElement) active.blur()
    window.scrollTo(0, 0)
    // Of the radio buttons of a question one is reached by Tab, and the others from there by the arrows.
    const isReached = (one: HTMLElement) => {
      if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true
      const group = [...targets].filter((other) => other instanceof HTMLInputElement && other.name === one.name)
      return one === (group.find((other) => other instanceof HTMLInputElement && other.checked) ?? group[0])
    }
    return [...targets]
      .filter((one) => one.checkVisibility() && one.tabIndex >= 0 && isReached(one))
      .map((one) => one.dataset.target ?? '')
  })
  // The key is held, and the page itself notes where it has led to: asking after every step takes twice as long.
  const focusSoFar = await page.evaluateHandle(noteFocus)
  for (let step = 1; step <= wanted.length; step += 1) await page.keyboard.down('Tab')
  const tell = () => focusSoFar.evaluate((tell) => tell())
  for (let step = 0; step < 3 && (await tell()).reached.length < wanted.length; step += 1) {
    await page.keyboard.down('Tab')
  }
  await page.keyboard.up('Tab')
  const { reached, faults } = await tell()
  for (const missed of wanted.filter((one) => !reached.includes(one))) {
    faults.push(
      `never reached: ${await page.locator(`[data-target="${missed}"]`).evaluate((one) => one.outerHTML.slice(0, 120))}`,
    )
  }
  return faults
}

/** Runs in the page. Notes where the focus is before it moves on, and gives what tells of all of it. */
function noteFocus(): () => { reached: string[]; faults: string[] } {
  const reached = new Set<string>()
  const faults = new Set<string>()
  document.addEventListener('keydown', note, { capture: true })

  function note() {
    const focused = document.activeElement
    if (!(focused instanceof HTMLElement) || focused === document.body) return
    if (focused.dataset.target) reached.add(focused.dataset.target)
    const fault = faultOf(focused)
    if (fault) faults.add(`${fault}: ${focused.outerHTML.slice(0, 120)}`)
  }

  function faultOf(focused: HTMLElement): string | undefined {
    if (focused.tagName === 'IFRAME') return undefined
    const style = getComputedStyle(focused)
    if (style.outlineStyle === 'none' || Number.parseFloat(style.outlineWidth) < 2) return 'no focus seen'
    const box = focused.getBoundingClientRect()
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
    if (!inside) return 'focused out of sight'
    // Of a link that runs over two lines, the first.
    const line = focused.getClientRects()[0] ?? box
    const middle = document.elementFromPoint(
      Math.min(Math.max(line.left + line.width / 2, 1), innerWidth - 1),
      Math.min(Math.max(line.top + Math.min(line.height, 24) / 2, 1), innerHeight - 1),
    )
    const covered = middle !== null && !focused.contains(middle) && !middle.contains(focused)
    return covered ? `covered while focused by ${middle.outerHTML.slice(0, 80)}` : undefined
  }

  return () => {
    note()
    return { reached: [...reached], faults: [...faults] }
  }
}
