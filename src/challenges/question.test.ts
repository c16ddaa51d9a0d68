import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { peselCheckDigit } from '../people/index.ts'
import { isBudgetSpent, isLinkBurnt, isTypingError } from './question.ts'

const limits = { perLink: 3, per30Days: 5, per365Days: 10, typingErrorsPerLink: 20 }

describe('the question', () => {
  test('is closed by the fifth wrong answer in 30 days, or the tenth in a year', () => {
    expect(isBudgetSpent({ last30Days: 4, last365Days: 9 }, limits)).toBe(false)
    expect(isBudgetSpent({ last30Days: 5, last365Days: 5 }, limits)).toBe(true)
    expect(isBudgetSpent({ last30Days: 0, last365Days: 10 }, limits)).toBe(true)
  })

  test('burns a link with the third wrong answer, or with more typing errors than a link forgives', () => {
    expect(isLinkBurnt({ wrongAnswers: 2, typingErrors: 20 }, limits)).toBe(false)
    expect(isLinkBurnt({ wrongAnswers: 3, typingErrors: 0 }, limits)).toBe(true)
    expect(isLinkBurnt({ wrongAnswers: 0, typingErrors: 21 }, limits)).toBe(true)
  })

  test('takes a wrong check digit, an impossible day and half a number for typing errors', () => {
    for (const typed of [
      '44051401358',
      '00000000000',
      '0122291235',
      '4405 1401 358',
      '440514013590',
      'x',
      '１２３４',
    ]) {
      expect(isTypingError(typed), typed).toBe(true)
    }
  })

  test('takes every answer that could be right for somebody for an answer, whoever is asked', () => {
    for (const typed of ['44051401359', ' 440514-01359 ', '2005-12-11', '20051211', '05121100000', 'AB 1234567']) {
      expect(isTypingError(typed), typed).toBe(false)
    }
  })

  test('forgives exactly the eleven digits whose check digit is wrong', () => {
    const day = fc.date({ min: new Date('1930-01-01'), max: new Date('1999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9 }), (date, ordinal, off) => {
        const ten = date.toISOString().slice(2, 10).replaceAll('-', '') + String(ordinal).padStart(4, '0')
        const right = peselCheckDigit(ten)
        const wrong = String((Number(right) + off) % 10)
        expect(isTypingError(ten + right)).toBe(false)
        // The date of birth that universities teach people to type, such as 05121100000, is an answer of its own.
        expect(isTypingError(ten + wrong)).toBe(!`${ten}${wrong}`.endsWith('00000'))
      }),
    )
  })
})
