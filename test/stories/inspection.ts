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

/**
 * By day and by night, at a desk and on a phone: of these four looks each language has two, by day at a desk and by night on a phone or
 * the other way round (decision 246). What no colour and no width changes is asked once. `brief`, for a page that is inspected
 * whole in the other language: only what other words can change, and the other two looks.
 */
export async function accessibilityFaultsEverywhere(page: Page, { brief = false } = {}): Promise<string[]> {
  const faults: string[] = []
  for (const screen of ['desktop', 'phone'] as const) {
    const first = screen === 'desktop'
    const colorScheme = first === brief ? 'dark' : 'light'
    await page.setViewportSize(screens[screen])
    await page.emulateMedia({ colorScheme })
    const only = first ? (brief ? [...wordRules, ...visualRules] : undefined) : visualRules
    faults.push(...(await accessibilityFaults(page, only)).map((fault) => `${screen}, ${colorScheme}: ${fault}`))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  return faults
}

const wordRules = [
  ...['html-has-lang', 'html-lang-valid', 'valid-lang', 'document-title', 'frame-title', 'frame-title-unique'],
  ...['page-has-heading-one', 'empty-heading', 'landmark-unique', 'table-duplicate-name', 'empty-table-header'],
  ...['label', 'select-name', 'button-name', 'link-name', 'summary-name', 'input-button-name', 'svg-img-alt'],
  ...[
    'image-alt',
    'image-redundant-alt',
    'role-img-alt',
    'aria-command-name',
    'aria-input-field-name',
    'label-title-only',
  ],
  ...['identical-links-same-purpose', 'label-content-name-mismatch', 'aria-meter-name', 'aria-progressbar-name'],
]
const visualRules = ['color-contrast', 'target-size', 'link-in-text-block', 'scrollable-region-focusable']

/** Whether the page scrolls sideways at 320 px, with text of the usual and of twice the usual size (req 117). */
export async function reflowFaults(page: Page): Promise<string[]> {
  await page.setViewportSize(screens.smallest)
  const faults: string[] = []
  for (const size of ['100%', '200%']) {
    const wider = await page.evaluate((size) => {
      document.documentElement.style.fontSize = size
      const room = document.documentElement.clientWidth
      if (document.documentElement.scrollWidth <= room) return []
      const all = [...document.body.querySelectorAll<HTMLElement>('*')]
      return all.filter((one) => one.getBoundingClientRect().right > room + 1).map((one) => one.outerHTML.slice(0, 120))
    }, size)
    faults.push(...wider.map((element) => `at ${size} wider than 320 px: ${element}`))
  }
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  return faults
}

/** Links and controls that are smaller than 24 by 24 px. A link inside a sentence may be as high as its line (WCAG 2.5.8). */
export function smallTargets(page: Page): Promise<string[]> {
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
      .map(({ one, box }) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${one.outerHTML.slice(0, 120)}`)
  })
}

/**
 * Walks the page with the Tab key: every target is reached, none holds the focus, and each shows it by an outline that
 * is seen and not covered (req 117).
 */
export async function focusFaults(page: Page): Promise<string[]> {
  const faults: string[] = []
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
  const reached = new Set<string>()
  for (let step = 0; step < wanted.length + 3 && reached.size < wanted.length; step += 1) {
    await page.keyboard.press('Tab')
    const { target, fault } = await page.evaluate(describeFocus)
    if (target) reached.add(target)
    if (fault) faults.push(fault)
  }
  for (const missed of wanted.filter((one) => !reached.has(one))) {
    faults.push(
      `never reached: ${await page.locator(`[data-target="${missed}"]`).evaluate((one) => one.outerHTML.slice(0, 120))}`,
    )
  }
  return faults
}

/** Runs in the page. */
function describeFocus(): { target: string | undefined; fault: string | undefined } {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement) || focused === document.body) return { target: undefined, fault: undefined }
  const style = getComputedStyle(focused)
  const name = focused.outerHTML.slice(0, 120)
  const target = focused.dataset.target
  if (focused.tagName === 'IFRAME') return { target, fault: undefined }
  if (style.outlineStyle === 'none' || Number.parseFloat(style.outlineWidth) < 2)
    return { target, fault: `no focus seen: ${name}` }
  const box = focused.getBoundingClientRect()
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
  if (!inside) return { target, fault: `focused out of sight: ${name}` }
  // Of a link that runs over two lines, the first.
  const line = focused.getClientRects()[0] ?? box
  const middle = document.elementFromPoint(
    Math.min(Math.max(line.left + line.width / 2, 1), innerWidth - 1),
    Math.min(Math.max(line.top + Math.min(line.height, 24) / 2, 1), innerHeight - 1),
  )
  const covered = middle !== null && !focused.contains(middle) && !middle.contains(focused)
  return { target, fault: covered ? `covered while focused: ${name} by ${middle.outerHTML.slice(0, 80)}` : undefined }
}
