import { expect, test } from 'vitest'
import { placesOf, shapeOf } from './shape.ts'

const page = (body: string, lang = 'en') =>
  `<html lang="${lang}"><head><title>T ${lang}</title></head><body>${body}</body></html>`

test('two pages that differ in their words alone have one shape', () => {
  const english = page('<p class="small">Good day</p><a href="/en" aria-label="Back">Go</a><input id="e" value="one">')
  const polish = page(
    '<p class="small">Dzień dobry</p><a href="/pl" aria-label="Wróć">Idź</a><input id="p" value="dwa">',
    'pl',
  )
  expect(shapeOf(english)).toBe(shapeOf(polish))
})

test.each([
  ['a word that is missing', '<button>Save</button>', '<button></button>'],
  ['a name that is missing', '<input aria-label="Name">', '<input aria-label="">'],
  ['a language that is not said', '<p lang="pl">Tak</p>', '<p>Tak</p>'],
  ['a class', '<p class="small">A</p>', '<p class="hint">A</p>'],
  ['a role', '<p role="alert">A</p>', '<p role="status">A</p>'],
  ['what a style asks for', '<p data-level="weak">A</p>', '<p data-level="strong">A</p>'],
  ['an element more', '<p>A</p>', '<p>A <b>B</b></p>'],
  [
    'two links called alike in one of them',
    '<a href="/a">A</a><a href="/b">B</a>',
    '<a href="/a">X</a><a href="/b">X</a>',
  ],
])('%s makes another shape', (_, one, other) => {
  expect(shapeOf(page(one))).not.toBe(shapeOf(page(other)))
})

test('an element has a new place where it, or what it stands in, looks otherwise', () => {
  const met = new Set(placesOf(page('<ul><li class="one">A</li></ul>')))
  const fresh = (body: string) => placesOf(page(body)).filter((place) => !met.has(place))
  expect(fresh('<ul><li class="one">B</li><li class="one">C</li></ul>')).toEqual([])
  expect(fresh('<ul><li class="two">A</li></ul>')).toHaveLength(1)
  expect(fresh('<ol><li class="one">A</li></ol>')).toHaveLength(2)
  expect(fresh('<ul><li class="one"><b>A</b></li></ul>')).toHaveLength(1)
})
