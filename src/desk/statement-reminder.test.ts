import { expect, test } from 'vitest'
import { loadInstitution } from '../config/index.ts'
import { statementReminder } from './statement-reminder.ts'

const institution = loadInstitution('institution.yaml')
const both = (text: string) => ({ pl: text, en: text })

test('a review serves until 31 March of the next year, and administrators are reminded from a month before', () => {
  const at = (day: string) => statementReminder(institution, new Date(`${day}T12:00:00Z`))
  expect(institution.accessibility.reviewed).toBe('2026-11-20')
  expect(at('2027-02-27')).toBeUndefined()
  expect(at('2027-03-15')).toEqual({ is: 'soon', by: new Date('2027-03-31T23:59:59Z') })
  expect(at('2027-04-01')).toEqual({ is: 'overdue' })
  const links = { ...institution.links, accessibilityStatement: both('https://example.edu/dostepnosc') }
  expect(statementReminder({ ...institution, links }, new Date('2028-01-01'))).toBeUndefined()
})
