import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contrast } from './contrast.ts'
import { PAPER_BY_DAY, SHEET_BY_NIGHT } from './institution-schema.ts'

test('contrast is counted as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#123456', '#123456')).toBe(1)
})

test('the grounds that the institution’s colours are measured on are those of the style', () => {
  const [day = '', night = ''] = readFileSync('src/web/styles/tokens.css', 'utf8').split('prefers-color-scheme: dark')
  expect(day).toContain(`--paper: ${PAPER_BY_DAY};`)
  expect(night).toContain(`--sheet: ${SHEET_BY_NIGHT};`)
})
