import type { VNode } from 'preact'
import { expect, test } from 'vitest'
import { rendered } from '../test/rendered.ts'
import { examplesOfAllChapters } from './chapters.ts'
import { languages } from './language/index.ts'
import { apartFromOwn, type Fillings, inAscii, stencils } from './web/stencil.ts'
import { systemRandom } from './world/index.ts'

const fillings = {
  nonce: 'bm9uY2U+/w==',
  reference: '7F3K-29QD',
  antiForgery: () => 'mh1abcde.Dice16Characters.the-seal_of-it',
}
const withoutHour = { now: undefined }

test('a kept page is letter for letter the page that is rendered anew, in every example that can be kept', () => {
  const fill = stencils(() => systemRandom.token())
  const kept: string[] = []
  for (const [chapter, examples] of Object.entries(examplesOfAllChapters)) {
    for (const { name, render } of examples) {
      for (const language of languages) {
        const { own, withMarks } = apartFromOwn(render())
        const make = (page: VNode, { nonce, reference, antiForgery }: typeof fillings, more: object) =>
          rendered(page, language, { nonce, reference, antiForgery: antiForgery(), ...more })
        const keep = (marks: Fillings) => make(withMarks(marks), marks, withoutHour)
        const filled = () => fill(`${chapter}/${name}/${language}`, keep, { ...fillings, ...own })
        if (showsTheHour(() => make(render(), fillings, withoutHour))) continue
        const anew = inAscii(make(render(), fillings, {}))
        expect(filled()).toBe(anew)
        expect(filled()).toBe(anew)
        kept.push(`${chapter}/${name}`)
      }
    }
  }
  expect(kept).toEqual(
    expect.arrayContaining([
      'signin/sign-in',
      'signin/sign-in-line',
      'signin/sign-in-refused',
      'signin/sign-in-form-used',
      'frame/in-line',
      'frame/on-your-way',
    ]),
  )
})

function showsTheHour(render: () => unknown) {
  try {
    render()
    return false
  } catch {
    return true
  }
}
