import { expect, test } from 'vitest'
import { accountStates } from '../people/index.ts'
import { answerRequest, readTyped } from './reset-request.ts'

test('a first password and a forgotten one are asked for at the same door', () => {
  expect(answerRequest('eligible')).toEqual({ recognized: true, letter: { kind: 'link', purpose: 'first-password' } })
  expect(answerRequest('active')).toEqual({ recognized: true, letter: { kind: 'link', purpose: 'forgotten-password' } })
})

test('whoever has an account that cannot be used is told so by mail, and not on the page', () => {
  for (const state of ['not-connected', 'disabled', 'assigned-elsewhere'] as const) {
    expect(answerRequest(state)).toEqual({ recognized: false, letter: { kind: state } })
  }
})

test('strangers and closed accounts get no mail', () => {
  const silent = accountStates.filter((state) => answerRequest(state).letter === undefined)
  expect(silent).toEqual(['unknown', 'closed'])
})

test('half an address is told apart from an address by its text alone', () => {
  expect(readTyped('  ')).toBe('missing')
  expect(readTyped('alicja.wrona')).toBe('incomplete')
  expect(readTyped('m\u0131ke@student.agh.edu.pl')).toBe('address')
})
