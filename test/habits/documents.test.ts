import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ownDataDocument } from '../../src/account/own-data/fields.ts'
import { auditEventsDocument } from '../../src/audit/document.ts'
import { environmentExample, settingsDocument } from '../../src/config/document.ts'
import { declaredSettings, loadInstitution, readSettings } from '../../src/config/index.ts'
import { privacyDocument, recordOfProcessing } from '../../src/personal-data/document.ts'
import { clauses } from '../conformance/cas-clauses.ts'
import { casPage, heldClauses } from '../conformance/cas-page.ts'
import { clauses as scimClauses } from '../conformance/scim-clauses.ts'
import { heldClauses as heldByScim, scimPage } from '../conformance/scim-page.ts'
import { releases } from '../releases.ts'

test('the page of settings says what the program does', () => {
  expect(readFileSync('docs/operating/settings.md', 'utf8')).toBe(settingsDocument())
})

test('the page of audit events says what is recorded', () => {
  expect(readFileSync('docs/operating/audit-events.md', 'utf8')).toBe(auditEventsDocument())
})

test('the page of personal data and the record of processing say what the rules say (req 102)', () => {
  const settings = readSettings({})
  expect(readFileSync('docs/operating/privacy.md', 'utf8')).toBe(privacyDocument(settings))
  const record = recordOfProcessing(loadInstitution('institution.yaml'), settings)
  expect(readFileSync('docs/operating/record-of-processing.md', 'utf8')).toBe(record)
})

test('the page of what a person downloads names every field', () => {
  expect(readFileSync('docs/operating/my-data.md', 'utf8')).toBe(ownDataDocument())
})

test('.env.example names every setting', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(environmentExample())
})

test('the notes on upgrades name every setting that the last release did not have', (context) => {
  const { commit = '' } = releases().at(-1) ?? {}
  const before = spawnSync('git', ['show', `${commit}:.env.example`], { encoding: 'utf8' })
  if (before.status !== 0) return context.skip('A clone without history does not know what was there before.')
  const [, coming = ''] = readFileSync('docs/operating/upgrade-notes.md', 'utf8').split('\n## ')
  const isNew = (name: string) => !new RegExp(`^#?${name}=`, 'm').test(before.stdout)
  expect([...declaredSettings.keys()].filter((name) => isNew(name) && !coming.includes(`\`${name}\``))).toEqual([])
})

test('a rehearsal of a restore is told to leave empty every setting by which a node reaches out by itself', () => {
  const [, rehearsal = ''] = readFileSync('docs/operating/backup.md', 'utf8').split('\n## Rehearse it')
  const reachOut = [...declaredSettings.keys()].filter(
    (name) => /_(URL|ENDPOINT)$/.test(name) && name !== 'DATABASE_URL',
  )
  expect(reachOut).toContain('BOUNCES_URL')
  expect(reachOut.filter((name) => !rehearsal.includes(`\`${name}\``))).toEqual([])
})

test('every setting says in a sentence what it is', () => {
  for (const [name, { sentence }] of declaredSettings)
    expect([name, /^.{20,}[.]$/s.test(sentence)]).toEqual([name, true])
})

test('the page of the CAS protocol names the test that holds each clause, and none is missing', () => {
  const known = clauses.map(({ id }) => id)
  const held = [...heldClauses().values()].flat()
  expect(new Set(known).size).toBe(known.length)
  expect(known.filter((id) => !held.includes(id))).toEqual([])
  expect(held.filter((id) => !known.includes(id))).toEqual([])
  expect(readFileSync('docs/protocols/cas.md', 'utf8')).toBe(casPage())
})

test('the page of SCIM names the test that holds each clause, and none is missing', () => {
  const known = scimClauses.map(({ id }) => id)
  const held = [...heldByScim().values()].flat()
  expect(new Set(known).size).toBe(known.length)
  expect(known.filter((id) => !held.includes(id))).toEqual([])
  expect(held.filter((id) => !known.includes(id))).toEqual([])
  expect(readFileSync('docs/protocols/scim.md', 'utf8')).toBe(scimPage())
})

test('every decision stands in the list under its own title', () => {
  const files = readdirSync('docs/decisions').filter((name) => /^\d{3}-/.test(name))
  const titles = files.map((name) => {
    const [, number, title] = /^# (\d{3}) (.*)\n/.exec(readFileSync(join('docs/decisions', name), 'utf8')) ?? []
    return `- [${number}](${name}) ${title}`
  })
  const list = readFileSync('docs/decisions/README.md', 'utf8').split('\n')
  expect(list.filter((line) => line.startsWith('- '))).toEqual(titles.sort())
})

test('requirements, attacks and decisions that are cited exist', () => {
  const list = readFileSync('docs/requirements.md', 'utf8')
  const decisions = readdirSync('docs/decisions').map((name) => name.slice(0, 3))
  const known = (cited: string) =>
    cited.startsWith('decision')
      ? decisions.includes(cited.slice('decision '.length))
      : list.includes(`\n| ${cited} |`) || list.includes(`\n### ${cited.slice(1)} `)
  const unknown = pages(['src', 'test', 'docs'], /\.(tsx?|md)$/).flatMap(({ path, text }) =>
    citations(text)
      .filter((cited) => !known(cited))
      .map((cited) => `${path}: ${cited}`),
  )
  expect(unknown).toEqual([])
})

test('every link from one page of the repository to another leads there', () => {
  const broken = pages(['.', 'docs', 'src'], /\.md$/).flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(dirname(path), target)))
      .map((target) => `${path}: ${target}`),
  )
  expect(broken).toEqual([])
})

/** `(req 5, 49)`, `(attack A3)`, `(requirements §3.4)`, `decisions 030 to 035`: each number by itself. */
function citations(text: string) {
  const numbers = [...text.matchAll(/\breq(?:uirements?)? (\d+(?:(?:, | to | and |-)\d+)*)/gi)].flatMap(
    ([, list = '']) => list.match(/\d+/g),
  )
  const sections = [...text.matchAll(/\brequirements (§[\d.]+\d|§\d)/g)].map(([, section = '']) => section)
  const attacks = text.match(/\bA\d+(?= ·)|(?<=\battack )A\d+/g) ?? []
  const decisions = [...text.matchAll(/\bdecisions? (\d{3}(?:(?:, | to | and )\d{3})*)/g)].flatMap(([, list = '']) =>
    list.match(/\d{3}/g),
  )
  return [...numbers, ...sections, ...attacks, ...decisions.map((number) => `decision ${number}`)].filter(
    (one) => one !== null,
  )
}

/** The files below the folders; of `.` only what lies in it. */
function pages(folders: readonly string[], pattern: RegExp) {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((path) => pattern.test(basename(path)))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}
