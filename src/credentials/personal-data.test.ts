import { expect, test } from 'vitest'
import { containsPersonalData, isDerivedFromPersonalData, type PersonalData } from './personal-data.ts'

const zofia: PersonalData = {
  givenNames: ['Zofia', 'Ewa'],
  surnames: ['Łukasiewicz-Żak'],
  login: 'zlukasiewicz@student.agh.edu.pl',
  otherAddresses: ['zofka.lz@agh.edu.pl'],
  albumNumber: '412345',
  birthDate: '2003-11-03',
  pesel: '03310312345',
}

test.each([
  ['Lukasie#2024x', 'the beginning of the surname'],
  ['xxŁUKASIEWICZ1', 'the surname in capitals with its own letters'],
  ['Qq1zlukasiew', 'the beginning of the login'],
  ['Ab#siew77', 'four letters out of the middle'],
  ['Moja-zak-77', 'the second part of the surname, three letters long'],
  ['Hej3Ewa!x', 'a given name of three letters'],
  ['L\u0075kaszenko1', 'four letters of another name that are also in hers'],
  ['Z0f1a#77qq', 'the given name with letter swaps'],
  ['1uka5iewicz', 'the surname with letter swaps'],
  ['xZofka77!', 'the local part of another address'],
  ['Ab#4123xyz', 'the beginning of the album number'],
  ['Kot2003!x', 'the year of birth'],
  ['Kot0311!x', 'the day of birth as day and month'],
  ['Kot1103!x', 'the day of birth as month and day'],
  ['Kot#3103xx', 'part of the PESEL number'],
  ['łu\u0301kasiewicz'.normalize('NFD'), 'the surname with accents added and taken apart'],
])('%s is refused: %s', (password) => {
  expect(containsPersonalData(password, zofia)).toBe(true)
})

test.each([
  'Kasztan#77ow',
  'Luk#brzoza7',
  'Bursztyn-88-las',
  'Zoo#fia-b7',
  'correct horse battery staple',
  'student.agh.edu.pl',
  '',
])('“%s” shares nothing with her data', (password) => {
  expect(containsPersonalData(password, zofia)).toBe(false)
})

test('what is not known refuses nothing', () => {
  const unknown = {
    givenNames: [],
    surnames: [''],
    login: '@',
    otherAddresses: [''],
    albumNumber: '',
    birthDate: '',
    pesel: '',
  }
  expect(containsPersonalData('Kasztan#77ow', unknown)).toBe(false)
})

test('the strict profile refuses a name with a tail, and lets a sentence contain it', () => {
  expect(isDerivedFromPersonalData('Lukasiewicz2024!', zofia)).toBe(true)
  expect(isDerivedFromPersonalData('zofialukasiewicz', zofia)).toBe(true)
  expect(isDerivedFromPersonalData('zciweisakul77', zofia)).toBe(true)
  expect(isDerivedFromPersonalData('412345!', zofia)).toBe(true)
  expect(isDerivedFromPersonalData('lukasiewicz wynalazl lampe naftowa', zofia)).toBe(false)
})
