import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { auditEventsDocument } from '../../src/audit/document.ts'
import { environmentExample, settingsDocument } from '../../src/config/document.ts'
import { declaredSettings } from '../../src/config/index.ts'

test('the page of settings says what the program does', () => {
  expect(readFileSync('docs/operating/settings.md', 'utf8')).toBe(settingsDocument())
})

test('the page of audit events says what is recorded', () => {
  expect(readFileSync('docs/operating/audit-events.md', 'utf8')).toBe(auditEventsDocument())
})

test('.env.example names every setting', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(environmentExample())
})

test('every setting says in a sentence what it is', () => {
  for (const [name, { sentence }] of declaredSettings)
    expect([name, /^.{20,}[.]$/s.test(sentence)]).toEqual([name, true])
})
