import { expect, test } from 'vitest'
import { attributeNames, attributeWords, learnedWords } from './index.ts'

test('every attribute has words in both languages, and its own name is not among them', () => {
  for (const name of attributeNames) {
    const { pl, en } = attributeWords[name]
    expect([pl, en].join()).not.toMatch(/eduPerson|schac|employeeType|_/)
    expect(en).toMatch(/ /)
  }
})

test('two attributes that tell the same are said once', () => {
  const told = learnedWords(['eduPersonPrincipalName', 'employeeType', 'mail', 'eduPersonScopedAffiliation'])
  expect(told.map(({ en }) => en)).toEqual([
    'your university e-mail address',
    'whether you study or work at the university',
  ])
})

test('a name is said once, whole or in its parts', () => {
  const told = (...attributes: Parameters<typeof learnedWords>[0]) => learnedWords(attributes).map(({ en }) => en)
  expect(told('givenName', 'sn', 'displayName')).toEqual(['your given names', 'your surname'])
  expect(told('sn', 'displayName')).toEqual(['your name'])
  expect(told('sn')).toEqual(['your surname'])
})
