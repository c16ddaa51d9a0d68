import { parse } from 'node-html-parser'
import { expect, test } from 'vitest'
import { openFrame } from '../../test/frame.ts'
import { rendered } from '../../test/rendered.ts'
import { loadInstitution } from '../config/index.ts'
import { registerAccessibility } from './index.ts'
import { StatementPage } from './pages/statement.tsx'

/** The ids of the technical conditions, version 2.0, that every statement must have. */
const REQUIRED = [
  'a11y-wstep',
  'a11y-podmiot',
  'a11y-zakres',
  'a11y-url',
  'a11y-data-publikacja',
  'a11y-data-aktualizacja',
  'a11y-status',
  'a11y-data-sporzadzenie',
  'a11y-data-przeglad',
  'a11y-kontakt',
  'a11y-osoba',
  'a11y-email',
  'a11y-telefon',
  'a11y-procedura',
  'a11y-architektura',
  'a11y-komunikacja',
  'a11y-aplikacje',
]
const institution = loadInstitution('institution.yaml')
const both = (text: string) => ({ pl: text, en: text })
const MISSING = { en: 'This statement is not complete yet', pl: 'Ta deklaracja nie jest jeszcze pełna' }

test.each(['pl', 'en'] as const)(
  'the statement has every part the law asks for, each once and not empty (%s)',
  async (language) => {
    const frame = await openFrame(registerAccessibility)
    const { status, text, headers } = await frame.ask('/accessibility', { headers: { 'accept-language': language } })
    expect(status).toBe(200)
    expect(headers['set-cookie']).toBeUndefined()
    const page = parse(text)
    for (const id of REQUIRED) {
      const found = page.querySelectorAll(`[id="${id}"]`)
      expect([id, found.length]).toEqual([id, 1])
      expect([id, (found[0]?.textContent ?? '').trim() !== '']).toEqual([id, true])
    }
    for (const id of REQUIRED.filter((each) => each.includes('-data-'))) {
      expect(page.getElementById(id)?.getAttribute('datetime')).toMatch(/^\d{4}-\d\d-\d\d$/)
    }
    const procedure = (page.getElementById('a11y-procedura')?.textContent ?? '').replace(/[\s\u00a0]+/g, ' ')
    expect(procedure).toMatch(/7 (dni|days)/)
    expect(procedure).toMatch(/2 (miesiące|months)/)
    expect(page.getElementById('a11y-rzecznik')?.getAttribute('href')).toBe('https://www.rpo.gov.pl/')
    expect(text).not.toContain(MISSING[language])
    // The link to it stands on every page, this one included.
    expect(text.split('<footer')[1]).toContain('href="/accessibility"')
  },
)

test('what the university has not filled in is said on the page, and nothing is made up', () => {
  const empty = { notAccessible: [], outsideTheAct: [], contact: {} }
  const html = rendered(<StatementPage />, 'en', { institution: { ...institution, accessibility: empty } })
  expect(html).toContain(MISSING.en)
  expect(html).toContain('The university has not assessed yet')
  expect(html.match(/not stated by the university yet/g)?.length).toBeGreaterThanOrEqual(5)
  expect(html).not.toContain('fully compliant')
  // Somebody answers all the same.
  expect(html).toContain(`href="mailto:${institution.desks.usos.mail}"`)
})

test('what does not work, who assessed it, and what it would cost stand there when they are given', () => {
  const accessibility = {
    ...institution.accessibility,
    status: 'partial' as const,
    auditor: both('Fundacja Dostęp'),
    report: both('https://audit.example.edu/'),
    undueBurden: both('https://burden.example.edu/'),
    notAccessible: [both('Scans of old diplomas')],
    outsideTheAct: [both('A map of the campus')],
    buildingPage: both('https://building.example.edu/'),
  }
  const page = parse(rendered(<StatementPage />, 'en', { institution: { ...institution, accessibility } }))
  expect(page.getElementById('a11y-audytor')?.textContent).toBe('Fundacja Dostęp')
  expect(page.getElementById('a11y-ocena')?.getAttribute('href')).toBe('https://burden.example.edu/')
  expect(page.getElementById('a11y-architektura-url')?.getAttribute('href')).toBe('https://building.example.edu/')
  expect(page.textContent).toContain('Scans of old diplomas')
  expect(page.textContent).toContain('A map of the campus')
})
