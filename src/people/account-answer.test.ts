import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type AccountAnswer, accountAnswers, deskAnswer, maySetPassword, maySignIn } from './account-answer.ts'
import { type AccountFacts, accountStates } from './account-state.ts'

const active: AccountFacts = {
  connected: true,
  disabledAt: undefined,
  closedAt: undefined,
  assignedAddress: 'alicja.wrona@student.agh.edu.pl',
  hasPassword: true,
}
const then = new Date('2026-11-22T12:00:00Z')

test('the table in the README is the one the program asks', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  const rows = [...readme.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split(' | '))
  expect(rows.slice(2)).toEqual(accountStates.map((state) => [state, ...cells(accountAnswers[state])]))
})

function cells({ desk, ...answer }: AccountAnswer) {
  const yes = (may: boolean) => (may ? 'yes' : 'no')
  return [
    yes(answer.maySignIn),
    yes(answer.maySetPassword),
    answer.signInPage,
    answer.page,
    answer.mailbox,
    answer.helpRequest,
    desk.because,
    desk.helps.join(', ') || '—',
  ]
}

describe('in every state', () => {
  test.each(accountStates)(
    '%s: who may sign in may set a password, and a link goes only to who may use it',
    (state) => {
      const answer: AccountAnswer = accountAnswers[state]
      if (answer.maySignIn) expect(answer.maySetPassword).toBe(true)
      const mailsLink = answer.mailbox === 'link' || answer.mailbox === 'first-link'
      expect(mailsLink).toBe(answer.maySetPassword)
      expect(answer.page === 'recognized').toBe(answer.maySetPassword)
    },
  )
})

test('only an active account signs in, and each of its facts is needed', () => {
  expect(maySignIn(active)).toBe(true)
  const lacking: Partial<AccountFacts>[] = [
    { connected: false },
    { disabledAt: then },
    { closedAt: then },
    { assignedAddress: undefined },
    { hasPassword: false },
  ]
  for (const lack of lacking) expect(maySignIn({ ...active, ...lack }), JSON.stringify(lack)).toBe(false)
  expect(maySetPassword({ ...active, hasPassword: false })).toBe(true)
})

test('the desk is told when it is an address that is missing, and not the connection', () => {
  expect(deskAnswer({ ...active, assignedAddress: undefined })).toEqual({
    because: 'no-address',
    helps: ['assign-address'],
  })
  expect(deskAnswer({ ...active, connected: false, assignedAddress: undefined }).helps).toEqual([
    'connect',
    'assign-address',
  ])
  expect(deskAnswer({ ...active, connected: false })).toEqual({ because: 'not-connected', helps: ['connect'] })
})
