import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalAnswer, checkPesel, peselCheckDigit, peselDateDigits } from './national-id.ts'

/** All synthetic. */
const valid: Record<string, string> = {
  '44051401359': '1944-05-14',
  '02070803628': '1902-07-08',
  '00010100008': '1900-01-01',
  '99123199993': '1999-12-31',
  '00210100004': '2000-01-01',
  '00222922229': '2000-02-29',
  '04222912354': '2004-02-29',
  '22222222222': '2022-02-22',
  '99323144449': '2099-12-31',
  '99923100014': '1899-12-31',
  '85030912343': '1985-03-09',
  '03221245177': '2003-02-12',
  '05321100026': '2005-12-11',
  '99123199986': '1999-12-31',
  '00210100011': '2000-01-01',
  '04222965413': '2004-02-29',
  '99810500172': '1899-01-05',
  '00222900078': '2000-02-29',
}

describe('PESEL', () => {
  test.each(Object.entries(valid))('%s is well-formed and says %s', (digits, birthDate) => {
    expect(checkPesel(digits)).toEqual({ ok: true, digits, birthDate })
  })

  test.each([
    ['44051401358', 'wrong-check-digit'],
    ['44051401350', 'wrong-check-digit'],
    ['05121100000', 'wrong-check-digit'],
    ['19120500000', 'wrong-check-digit'],
    ['11111111111', 'wrong-check-digit'],
    ['00000000000', 'impossible-date'],
    ['01222912350', 'impossible-date'],
    ['44050001350', 'impossible-date'],
    ['44053201350', 'impossible-date'],
    ['4405140135', 'not-eleven-digits'],
    ['440514013590', 'not-eleven-digits'],
    ['', 'not-eleven-digits'],
    ['null', 'not-eleven-digits'],
    ['４４０５１４０１３５９', 'not-eleven-digits'],
    ['٤٤٠٥١٤٠١٣٥٩', 'not-eleven-digits'],
    ['4405140135９', 'not-eleven-digits'],
    ['4'.repeat(100_000), 'not-eleven-digits'],
  ])('%.20s is refused: %s', (typed, because) => {
    expect(checkPesel(typed)).toEqual({ ok: false, because })
  })

  test('no check digit saves a month that is not one', () => {
    const impossible = (month: number) => [0, 13, 14, 15, 16, 17, 18, 19].includes(month % 20)
    for (let month = 0; month < 100; month += 1) {
      const ten = `99${String(month).padStart(2, '0')}011234`
      expect(checkPesel(ten + peselCheckDigit(ten)).ok).toBe(!impossible(month))
    }
  })

  test('29 February stands only in leap years: 1900 was none, 2000 was one', () => {
    const accepted = (ten: string) => checkPesel(ten + peselCheckDigit(ten)).ok
    expect(accepted('0002290001')).toBe(false)
    expect(accepted('0022290001')).toBe(true)
    expect(accepted('0122290001')).toBe(false)
    expect(accepted('0422290001')).toBe(true)
  })

  test('spaces and hyphens are forgiven (req 40)', () => {
    expect(checkPesel(' 440514-01359 ')).toMatchObject({ ok: true, digits: '44051401359' })
    expect(checkPesel('440514\u00a001359')).toMatchObject({ ok: true, digits: '44051401359' })
  })

  const day = fc.date({ min: new Date('1800-01-01'), max: new Date('2299-12-31'), noInvalidDate: true })
  const anyValid = fc.tuple(day, fc.integer({ min: 0, max: 9999 })).map(([date, ordinal]) => {
    const ten = peselDateDigits(date.toISOString().slice(0, 10)) + String(ordinal).padStart(4, '0')
    return ten + peselCheckDigit(ten)
  })

  test('every day of five centuries and every ordinal make a PESEL that says its day', () => {
    fc.assert(
      fc.property(day, (date) => {
        const birthDate = date.toISOString().slice(0, 10)
        const ten = `${peselDateDigits(birthDate)}4321`
        expect(checkPesel(ten + peselCheckDigit(ten))).toMatchObject({ ok: true, birthDate })
      }),
    )
  })

  test('every single wrong digit is caught', () => {
    fc.assert(
      fc.property(anyValid, fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 9 }), (pesel, place, change) => {
        const digits = [...pesel]
        digits[place] = String((Number(digits[place]) + change) % 10)
        expect(checkPesel(digits.join('')).ok).toBe(false)
      }),
    )
  })
})

describe('the answer to the security question', () => {
  test.each([
    ['pesel', ' 440514-01359 ', '44051401359'],
    ['birth_date', '2005-12-11', '051211'],
    ['birth_date', '20051211', '051211'],
    ['birth_date', '11.12.2005', '051211'],
    ['birth_date', '1.2.2005', '050201'],
    ['birth_date', '11/12/2005', '051211'],
    ['birth_date', ' 11-12-2005 ', '051211'],
    ['birth_date', '05121100000', '051211'],
    ['birth_date', '00022900000', '000229'],
    ['document', 'aab 123-456', 'AAB123456'],
    ['document', 'AB1234567', 'AB1234567'],
  ] as const)('%s %j is compared as %j', (kind, typed, text) => {
    expect(canonicalAnswer(kind, typed)).toEqual({ kind: 'answer', text })
  })

  test.each([
    ['pesel', '44051401358'],
    ['pesel', '05121100000'],
    ['pesel', ''],
    ['birth_date', ''],
    ['birth_date', '2005-02-29'],
    ['birth_date', '29.02.1900'],
    ['birth_date', '2005.12-11'],
    ['birth_date', '2005111'],
    ['birth_date', '31.04.2005'],
    ['birth_date', '05133100000'],
    ['birth_date', '01022900000'],
    ['birth_date', '00000000000'],
    ['birth_date', '1799-12-11'],
    ['birth_date', '٢٠٠٥-١٢-١١'],
    ['document', ''],
    ['document', 'ABCDEFG'],
    ['document', 'A1'],
    ['document', 'ŁA1234567'],
    ['document', 'null'],
    ['document', `A${'1'.repeat(20)}`],
    ['none', ''],
    ['none', '0'.repeat(11)],
    ['none', '44051401359'],
    ['none', 'undefined'],
  ] as const)('%s %j can be right for nobody', (kind, typed) => {
    expect(canonicalAnswer(kind, typed)).toEqual({ kind: 'typing-error' })
  })
})
