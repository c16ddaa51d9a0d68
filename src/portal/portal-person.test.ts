import { expect, test } from 'vitest'
import { servedPerson } from './portal-person.ts'

test('a person is greeted by the first of their given names', () => {
  const person = servedPerson('a@agh.edu.pl', {
    usos_id: ['1'],
    givenName: ['Anna Maria'],
    sn: ['Żak'],
    displayName: ['Anna Maria Żak'],
  })
  expect(person).toMatchObject({ name: 'Anna Maria Żak', firstName: 'Anna' })
})

test('a person with one name is called by it', () => {
  expect(servedPerson('s@agh.edu.pl', { usos_id: ['1'], sn: ['Suharto'] })).toMatchObject({
    name: 'Suharto',
    firstName: 'Suharto',
  })
})

test('a person of whom no name is told is called by their ID', () => {
  expect(servedPerson('s@agh.edu.pl', { usos_id: ['1'] })).toEqual({
    userName: 's@agh.edu.pl',
    name: 's@agh.edu.pl',
    firstName: 's@agh.edu.pl',
    albumNumber: undefined,
  })
})

test('the portal has nothing to show to a person without a USOS number', () => {
  expect(servedPerson('s@agh.edu.pl', { sn: ['Suharto'], student_number: ['1'] })).toBeUndefined()
})
