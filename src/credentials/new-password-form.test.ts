import { expect, test } from 'vitest'
import { speaker } from '../language/index.ts'
import { newPasswordForm } from './new-password-form.ts'
import type { PolicyContext } from './policy.ts'

const context: PolicyContext = {
  profile: 'manual',
  personal: { givenNames: ['Zofia'], surnames: ['Zaręba'], login: 'zofia@agh.edu.pl', otherAddresses: [] },
  contextWords: [],
}
const words = (now: PolicyContext) =>
  newPasswordForm(now, speaker('en', {}, new Map())).rules.map(({ stateWord }) => stateWord)

test('before anything is typed each rule is to be met, or said to be checked later where the page cannot know', () => {
  expect(words(context)).toEqual(['To do:', 'To do:', 'To do:', 'Checked later:'])
  expect(words({ ...context, personalDataIsPartial: true })).toEqual([
    ...['To do:', 'To do:'],
    ...['Checked later:', 'Checked later:'],
  ])
})
