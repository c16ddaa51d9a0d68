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
export function accessibilityFaults(page: Page): Promise<string[]> {
  return inspect(page, {})
}

async function inspect(page: Page, rules: object, where = 'document'): Promise<string[]> {
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(axe)
  // A letter in its frame runs no script: it is inspected by itself.
  const options = {
    iframes: false,
    // It would fetch every style sheet once more, for the one rule that asks whether the screen may be turned. None of ours asks.
    preload: false,
    resultTypes: ['violations'],
    ...rules,
  }
  const { violations } = (await page.evaluate(`axe.run(${where}, ${JSON.stringify(options)})`)) as AxeResults
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

const only = (...values: readonly string[]) => ({ runOnly: { type: 'rule', values } })

/**
 * The same by day and by night, at a desk and on a phone. What no colour changes is asked once on each screen, what no width changes
 * once. `brief`, for a page that is inspected whole in the other language: by day at a desk and by night on a phone, and only
 * what other words can change. `seen` are the colours that have been inspected before, on other pages (decision 246).
 */
export async function accessibilityFaultsEverywhere(page: Page, seen: SeenColours = new Map(), { brief = false } = {}) {
  const faults: string[] = []
  for (const screen of ['desktop', 'phone'] as const) {
    await page.setViewportSize(screens[screen])
    for (const colorScheme of ['light', 'dark'] as const) {
      const first = screen === 'desktop' && colorScheme === 'light'
      if (brief && (screen === 'desktop') !== (colorScheme === 'light')) continue
      await page.emulateMedia({ colorScheme })
      const found = await colourFaults(page, seen, `${screen}, ${colorScheme}`)
      if (first) found.push(...(await inspect(page, brief ? only(...wordRules, ...placeRules) : allButColours)))
      else if (brief || colorScheme === 'light') found.push(...(await inspect(page, only(...placeRules))))
      faults.push(...found.map((fault) => `${screen}, ${colorScheme}: ${fault}`))
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  return faults
}

const colourRules = ['color-contrast', 'link-in-text-block']
const placeRules = ['target-size', 'scrollable-region-focusable']
const allButColours = { rules: Object.fromEntries(colourRules.map((rule) => [rule, { enabled: false }])) }

/** On which screen and by which light, what was right: the colours, sizes and grounds of an element, and of all it stands in. */
export type SeenColours = Map<string, Set<number>>

/**
 * Whether what is written can be read. It is asked of every element whose computed colours have not been asked of on an earlier page:
 * the head, the foot and the fields of three hundred pages look alike, and axe takes most of its time for this question.
 */
async function colourFaults(page: Page, seen: SeenColours, where: string): Promise<string[]> {
  const known = seen.get(where) ?? new Set<number>()
  seen.set(where, known)
  const looks = await page.evaluate(looksOfText)
  const fresh = new Map(looks.map((look, at) => [look, at] as const).filter(([look]) => !known.has(look)))
  if (fresh.size === 0) return []
  const nodes = `{ include: ${JSON.stringify([...fresh.values()])}.map((at) => written[at]) }`
  const faults = await inspect(page, only(...colourRules), nodes)
  // What is wrong is told of every page it stands on.
  if (faults.length === 0) for (const look of fresh.keys()) known.add(look)
  return faults
}

/** Runs in the page: a number for the look of each element that has words of its own, kept as `written`. */
function looksOfText(): number[] {
  const looks = new Map<Element | null, number>()
  const hash = (words: string, from: number) => {
    let [one, other] = [from | 0, Math.floor(from / 0x100000000) ^ 0x9e3779b9]
    for (let at = 0; at < words.length; at += 1) {
      one = Math.imul(one ^ words.charCodeAt(at), 0x85ebca6b)
      other = Math.imul(other ^ words.charCodeAt(at), 0xc2b2ae35)
    }
    return ((other ^ (one >>> 7)) & 0x1fffff) * 0x100000000 + ((one ^ (other >>> 9)) >>> 0)
  }
  const lookOf = (element: Element): number => {
    const had = looks.get(element)
    if (had !== undefined) return had
    const around = element.parentElement ? lookOf(element.parentElement) : 0
    const parts = [
      getComputedStyle(element),
      getComputedStyle(element, '::before'),
      getComputedStyle(element, '::after'),
    ]
    const style = parts.map((one, part) =>
      part > 0 && one.content === 'none'
        ? ''
        : [
            ...[one.color, one.backgroundColor, one.backgroundImage, one.opacity, one.filter, one.mixBlendMode],
            ...[one.fontSize, one.fontWeight, one.textDecorationLine, one.textShadow, one.visibility, one.display],
            ...[one.position, one.zIndex, one.clipPath, one.borderBottomWidth],
          ].join(),
    )
    const disabled = element.matches(':disabled, [aria-disabled=true], [aria-hidden=true]')
    const look = hash([element.tagName, disabled, ...style].join('|'), around)
    looks.set(element, look)
    return look
  }
  const hasWords = (one: Element) =>
    one.matches('input, textarea, select') ||
    [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.nodeValue?.trim())
  const written = [...document.body.querySelectorAll('*')].filter((one) => hasWords(one) && one.checkVisibility())
  Object.assign(window, { written })
  return written.map(lookOf)
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
