/**
 * Plots as SVG, each on a sheet of its own colour, so that they read alike by day and by night, and narrow enough for a phone. Values
 * start at zero, or the axis says that it is logarithmic.
 */
import { median, shown } from './figures.ts'

const WIDTH = 420
const INK = '#1f2933'
const SHEET = '#fbfcfd'
/** What is written stays readable where a line runs behind it. */
const HALO = `paint-order="stroke" stroke="${SHEET}" stroke-width="4" stroke-linejoin="round"`
const FAINT = '#d5dbe1'
const BAR_COLOUR = '#b42318'
const COLOURS = ['#1a6f63', '#8a5a00', '#4b56a8', '#8c3f76', '#59636e']

export interface Bars {
  readonly title: string
  readonly unit: string
  /** One value of each round; the bar is the median, the whisker from the least to the greatest. */
  readonly rows: readonly { readonly name: string; readonly values: readonly number[]; readonly others?: boolean }[]
  readonly bar?: number | undefined
  /** Where a thousandth and a half stand on one axis. */
  readonly logarithmic?: boolean
}

export function bars({ title, unit, rows, bar, logarithmic = false }: Bars): string {
  const [top, step, left, right] = [56, 44, 16, WIDTH - 64]
  const most = Math.max(...rows.flatMap(({ values }) => values), bar ?? 0)
  const least = logarithmic ? 10 ** Math.floor(Math.log10(Math.min(...rows.flatMap(({ values }) => values)) / 2)) : 0
  const at = (value: number) =>
    left + (right - left) * (logarithmic ? Math.log(value / least) / Math.log(most / least) : value / most)
  const bottom = top + rows.length * step
  const drawn = rows.map(({ name, values, others }, row) => {
    const y = top + row * step
    const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)].map(at) as [
      number,
      number,
      number,
    ]
    const whisker =
      values.length > 1
        ? [`${SHEET}" stroke-width="4`, `${INK}" stroke-width="1.5`]
            .map(
              (stroke) =>
                `<path d="M${px(low)} ${y + 24}H${px(high)}M${px(low)} ${y + 19}v10M${px(high)} ${y + 19}v10" stroke="${stroke}"/>`,
            )
            .join('')
        : ''
    return `${text(left, y + 12, name)}
<rect x="${left}" y="${y + 17}" width="${px(Math.max(1, middle - left))}" height="14" fill="${COLOURS[others ? 4 : 0]}"/>${whisker}
${text(Math.max(middle, high) + 5, y + 29, shown(median(values)))}`
  })
  const line = bar === undefined ? '' : barLine(at(bar), 34, at(bar), bottom, `bar ${shown(bar)}`, at(bar), 50)
  const axis = `${logarithmic ? 'logarithmic, ' : ''}${unit}; median, least and greatest of the rounds`
  return sheet(title, bottom + 30, [line, ...drawn, text(left, bottom + 18, axis, 11)])
}

export interface Lines {
  readonly title: string
  readonly across: { readonly label: string; readonly from: number; readonly to: number; readonly step: number }
  readonly unit: string
  readonly lines: readonly { readonly name: string; readonly points: readonly (readonly [number, number])[] }[]
  readonly bar?: number | undefined
  readonly dots?: boolean
}

export function lines({ title, across, unit, lines: all, bar, dots = false }: Lines): string {
  const [left, right, top] = [52, WIDTH - 16, 44 + all.length * 18]
  const bottom = top + 180
  const { tick, most } = roundScale(Math.max(...all.flatMap(({ points }) => points.map(([, y]) => y)), bar ?? 0))
  const x = (value: number) => left + ((right - left) * (value - across.from)) / (across.to - across.from)
  const y = (value: number) => bottom - ((bottom - top) * value) / most
  const parts: string[] = []
  for (let value = 0; value <= most + tick / 2; value += tick) {
    parts.push(`<path d="M${left} ${px(y(value))}H${right}" stroke="${FAINT}"/>`)
    parts.push(text(left - 6, y(value) + 4, shown(Number(value.toPrecision(6))), 12, 'end'))
  }
  for (let value = across.from; value <= across.to; value += across.step)
    parts.push(text(x(value), bottom + 18, shown(value), 12, 'middle'))
  for (const [number, { name, points }] of all.entries()) {
    const colour = COLOURS[number % COLOURS.length]
    parts.push(
      `<path d="M16 ${39 + number * 18}h18" stroke="${colour}" stroke-width="3"/>${text(40, 43 + number * 18, name)}`,
    )
    const path = points.map(([across, up], at) => `${at === 0 ? 'M' : 'L'}${px(x(across))} ${px(y(up))}`).join('')
    parts.push(`<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`)
    if (dots)
      for (const [across, up] of points)
        parts.push(`<circle cx="${px(x(across))}" cy="${px(y(up))}" r="3.5" fill="${colour}"/>`)
  }
  if (bar !== undefined)
    parts.push(barLine(left, y(bar), right, y(bar), `bar ${shown(bar)} ${unit}`, right - 2, y(bar) - 5))
  parts.push(text(left, bottom + 36, `${unit} upwards; ${across.label} to the right`, 11))
  return sheet(title, bottom + 46, parts)
}

/** Four or five steps of 1, 2 or 5, and the end of the axis. */
function roundScale(value: number) {
  const power = 10 ** Math.floor(Math.log10(value / 4))
  const tick = [1, 2, 5, 10].map((step) => step * power).find((step) => value / step <= 5) ?? power * 10
  return { tick, most: Math.ceil(value / tick) * tick }
}

function barLine(x1: number, y1: number, x2: number, y2: number, name: string, x: number, y: number) {
  return `<path d="M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}" stroke="${BAR_COLOUR}" stroke-width="1.5" stroke-dasharray="5 3"/>
<text x="${px(x - 4)}" y="${px(y)}" font-size="12" text-anchor="end" fill="${BAR_COLOUR}" ${HALO}>${escaped(name)}</text>`
}

function text(x: number, y: number, words: string, size = 13, anchor = 'start') {
  return `<text x="${px(x)}" y="${px(y)}" font-size="${size}" text-anchor="${anchor}" fill="${INK}" ${HALO}>${escaped(words)}</text>`
}

function sheet(title: string, height: number, parts: readonly string[]) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" role="img" aria-label="${escaped(title)}">
<rect width="${WIDTH}" height="${height}" rx="8" fill="${SHEET}"/>
<text x="16" y="24" font-size="15" font-weight="600" fill="${INK}">${escaped(title)}</text>
${parts.filter(Boolean).join('\n')}
</svg>
`
}

const px = (value: number) => Number(value.toFixed(1))
const escaped = (words: string) => words.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)
