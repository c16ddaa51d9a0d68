import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainText, readAnswer, readStudentForm, readTeacherForm } from './help-form.ts'

const domains = ['agh.edu.pl', 'student.agh.edu.pl']
const good = {
  mailbox: ' Alicja.Wrona@student.agh.edu.pl ',
  field: ' Informatyka,  I stopień ',
  album: '402 113',
  right: true,
}

test('three facts and a university mailbox make a request', () => {
  expect(readStudentForm(good, domains)).toEqual({
    kind: 'facts',
    facts: {
      kind: 'student',
      address: 'alicja.wrona@student.agh.edu.pl',
      fieldOfStudy: 'Informatyka, I stopień',
      albumNumber: '402113',
      hasRight: true,
      note: '',
    },
  })
})

describe('what is missing or wrong is named field by field', () => {
  test.each([
    [
      'an empty form',
      { mailbox: '', field: ' ', album: '', right: false },
      { mailbox: 'missing', field: 'missing', album: 'missing', right: 'missing' },
    ],
    ['a name without a domain', { mailbox: 'alicja' }, { mailbox: 'incomplete' }],
    ['a mailbox of another provider', { mailbox: 'alicja@example.com' }, { mailbox: 'elsewhere' }],
    ['a domain that only begins like ours', { mailbox: 'a@agh.edu.pl.example.com' }, { mailbox: 'elsewhere' }],
    ['a domain that only ends like ours', { mailbox: 'a@notagh.edu.pl' }, { mailbox: 'elsewhere' }],
    ['an essay for a field of study', { field: 'x'.repeat(151) }, { field: 'too-long' }],
    ['words for a number', { album: 'none' }, { album: 'no-number' }],
    ['markup for a number', { album: '<b>1</b>' }, { album: 'no-number' }],
    ['a statement not ticked', { right: false }, { right: 'missing' }],
  ])('%s', (_, typed, faults) => {
    const read = readStudentForm({ ...good, ...typed }, domains)
    expect(read.kind === 'refused' && JSON.parse(JSON.stringify(read.faults))).toEqual(faults)
  })
})

test('a teacher says which mailbox is read, and which addresses there are', () => {
  const read = readTeacherForm({ mailbox: 'bob@agh.edu.pl', note: 'one@agh.edu.pl\r\n\r\n\r\n\r\ntwo' }, domains)
  expect(read).toMatchObject({
    kind: 'facts',
    facts: { kind: 'teacher', note: 'one@agh.edu.pl\n\ntwo', hasRight: false },
  })
  expect(readTeacherForm({ mailbox: 'bob@agh.edu.pl', note: ' \n ' }, domains)).toMatchObject({
    faults: { note: 'missing' },
  })
  expect(readAnswer('x'.repeat(1001)).fault).toBe('too-long')
  expect(readAnswer(' yes ')).toEqual({ text: 'yes', fault: undefined })
})

test('nothing that turns or hides other letters is kept, whatever is typed (req 123)', () => {
  expect(plainText('a\u202eb\u200bc\u2066d')).toBe('abcd')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      expect(plainText(typed)).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\r]|\n{3}/u)
      expect(plainText(plainText(typed))).toBe(plainText(typed))
    }),
  )
})
