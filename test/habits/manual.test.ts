import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { help as adminHelp } from '../../src/commands/admin.ts'
import { help as importHelp } from '../../src/commands/import.ts'
import { permissions } from '../../src/desk/permissions.ts'
import { staffRoles } from '../../src/desk/roles/role-change.ts'
import { roleTexts } from '../../src/desk/texts.ts'
import type { Language } from '../../src/language/index.ts'
import { manualFile, manualFolder, manuals, readManual, standsIn } from '../manual.ts'

// That each quote stands on its page is shown by the stories of the manuals, which open the pages.
const languages = ['en', 'pl'] as const satisfies readonly Language[]
const everyManual = manuals.flatMap((name) => languages.map((language) => ({ name, language })))
const textOf = (file: string) => readFileSync(join(manualFolder, file), 'utf8')

test.each(manuals)(
  'both languages of a manual speak of the same pages, in the same order and with as many quotes: %s',
  (name) => {
    const [english, polish] = [readManual(name, 'en'), readManual(name, 'pl')]
    expect(polish.pages).toEqual(english.pages)
    expect(polish.quotes.map(({ page }) => page)).toEqual(english.quotes.map(({ page }) => page))
    expect(polish.figures.map(({ page, file }) => [page, file.replace('/pl/', '/en/')])).toEqual(
      english.figures.map(({ page, file }) => [page, file]),
    )
  },
)

test('every figure of a manual exists, was taken with its words, and none lies about unused', () => {
  const named = everyManual.flatMap(({ name, language }) => readManual(name, language).figures.map(({ file }) => file))
  const folder = join(manualFolder, 'figures')
  const kept = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.png'))
  expect(kept.map((name) => join('figures', name)).sort()).toEqual([...named].sort())
  const words = JSON.parse(readFileSync(join(folder, 'words.json'), 'utf8'))
  expect(Object.keys(words).sort()).toEqual([...named].sort())
})

test('every link of a manual leads to a file', () => {
  for (const { name, language } of everyManual) {
    for (const [, target = ''] of textOf(manualFile(name, language)).matchAll(/\]\(([^)]+)\)/g)) {
      expect(existsSync(join(manualFolder, target)), target).toBe(true)
    }
  }
})

describe.each([
  ['en', 'yes'],
  ['pl', 'tak'],
] as const)('the manual of the desk (%s)', (language, yes) => {
  const text = textOf(manualFile('desk', language))

  test('gives every act to exactly the roles that the permissions give it to', () => {
    const heading = staffRoles.map((role) => roleTexts[role][language])
    expect(text).toContain(`| | ${heading.join(' | ')} |`)
    const rows = [...text.matchAll(/^\| [^|]+<!-- act: ([a-z -]+) --> \|(.+)\|$/gm)]
    const told = rows.flatMap(([, acts = '', cells = '']) => {
      const may = cells.split('|').map((cell) => cell.trim() === yes)
      return acts.split(' ').map((act) => [act, staffRoles.filter((_, place) => may[place])] as const)
    })
    expect(told.length, 'no act stands in two rows').toBe(new Set(told.map(([act]) => act)).size)
    expect(Object.fromEntries(told)).toEqual(permissions)
  })

  test('names only commands that the command line knows', () => {
    const commands = [...text.matchAll(/^npm run furta -- ([a-z]+(?: [a-z-]+)?)/gm)].map(([command]) => command)
    expect(commands.length).toBeGreaterThan(0)
    for (const command of commands) expect(`${adminHelp}\n${importHelp}`).toContain(command)
  })
})

test('a quote is found as words of its own, and a placeholder stands for anything', () => {
  expect(standsIn('ID', 'Sign in ID Your university e-mail address')).toBe(true)
  expect(standsIn('ID', 'VALID')).toBe(false)
  expect(standsIn('sent to [your address].', 'A link has been sent to a@b.pl. Wait.')).toBe(true)
  expect(standsIn('sent to [your address].', 'A link has been sent to.')).toBe(false)
})
