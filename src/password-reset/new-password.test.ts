import { expect, test } from 'vitest'
import { formFaults, personalDataTyped } from './new-password.ts'

const form = { answer: '44051401359', password: 'Kasztan#77ow', repeat: 'Kasztan#77ow' }

test('a complete form has no fault', () => {
  expect(formFaults(form, true)).toEqual({})
})

test('each empty field is named', () => {
  expect(formFaults({ answer: ' ', password: '', repeat: '' }, true)).toEqual({
    answer: 'missing',
    password: 'missing',
    repeat: 'missing',
  })
})

test('a repetition is compared to the last character, spaces and case included', () => {
  expect(formFaults({ ...form, repeat: `${form.password} ` }, true)).toEqual({ repeat: 'differs' })
  expect(formFaults({ ...form, repeat: form.password.toLowerCase() }, true)).toEqual({ repeat: 'differs' })
})

test('a wrong check digit is a typing error, before anybody is looked at', () => {
  expect(formFaults({ ...form, answer: '44051401358' }, true)).toEqual({ answer: 'typing-error' })
})

test('where no question is put, no answer is missed', () => {
  expect(formFaults({ ...form, answer: '' }, false)).toEqual({})
})

test('the digits typed as an answer are personal data a password must not repeat', () => {
  expect(personalDataTyped(' 440514-01359 ')).toEqual({ pesel: '44051401359' })
  expect(personalDataTyped('2005-03-11')).toEqual({ birthDate: '20050311' })
  expect(personalDataTyped('12')).toEqual({})
})
