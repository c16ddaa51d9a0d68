import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type AccountState, accountAnswers, accountStates } from '../people/index.ts'

test('the diagram in the README sends each account state where the table of answers does', () => {
  const drawn = new Map<string, string>()
  for (const [, to = '', states = ''] of readFileSync(new URL('README.md', import.meta.url), 'utf8').matchAll(
    /^ {2}sent --> (\w+): (.+)$/gm,
  ))
    for (const state of states.split(', ')) drawn.set(state, to)
  const leads = (state: AccountState) => {
    const wanted = accountAnswers[state].helpRequest
    if (wanted === 'case') return 'confirm'
    return wanted === 'link' || wanted === 'first-link' ? 'password' : 'told'
  }
  expect(drawn).toEqual(new Map([...drawn.keys()].map((state) => [state, leads(state as AccountState)])))
  expect([...drawn.keys()].sort()).toEqual([...accountStates].sort())
})
