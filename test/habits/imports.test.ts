import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const configuration = join(process.cwd(), '.dependency-cruiser.js')
const rules: { forbidden: { name: string }[] } = (await import(configuration)).default

// For each rule an import it must refuse: from this file, of that one (or of that package).
const refused: Record<string, [from: string, to: string][]> = {
  'no-circles': [['src/web/one.ts', 'src/web/other.ts']],
  'core-knows-no-chapter': [
    ['src/people/a.ts', 'src/signin/index.ts'],
    ['src/mail/a.ts', 'src/web/index.ts'],
  ],
  'chapters-stand-alone': [
    ['src/sso/cas/a.ts', 'src/signin/index.ts'],
    ['src/password-reset/a.ts', 'src/password-change/index.ts'],
  ],
  'edges-know-no-domain': [['src/web/a.ts', 'src/people/index.ts']],
  'by-the-front-door': [
    ['src/portal/a.ts', 'src/people/person.ts'],
    ['src/people/b.ts', 'src/audit/events.ts'],
    ['src/signin/b.tsx', 'src/language/text.ts'],
  ],
  'sql-only-in-stores': [
    ['src/signin/tasks.ts', 'kysely'],
    ['src/web/b.ts', 'pg'],
  ],
  'rules-are-pure': [
    ['src/people/c.ts', 'fastify'],
    ['src/people/d.ts', 'node:fs'],
    ['src/sso/cas/b.ts', 'preact'],
  ],
  'pages-only-show': [
    ['src/signin/pages/a.tsx', 'src/signin/store.ts'],
    ['src/mail/mails/a.tsx', 'src/world/index.ts'],
  ],
  'islands-stay-small': [['src/web/islands/a.ts', 'src/config/index.ts']],
  'dice-are-thrown-in-world': [['src/portal/b.ts', 'node:crypto']],
  'no-development-package-in-the-product': [['src/web/c.ts', 'axe-core']],
  'the-product-knows-no-tests': [['src/web/d.ts', 'src/web/a.test.ts']],
  'no-missing-module': [['src/web/e.ts', 'src/web/nowhere.ts']],
}

// Imports that look alike and are right.
const allowed: [from: string, to: string][] = [
  ['src/signin/c.ts', 'src/people/index.ts'],
  ['src/people/store.ts', 'kysely'],
  ['src/web/islands/b.ts', 'src/credentials/policy.ts'],
  ['src/world/random.ts', 'node:crypto'],
  ['src/signin/d.test.ts', 'pg'],
]

const folder = mkdtempSync(join(tmpdir(), 'furta-imports-'))
let found: { rule: string; from: string }[]

beforeAll(() => {
  copyFileSync('package.json', join(folder, 'package.json'))
  copyFileSync('tsconfig.json', join(folder, 'tsconfig.json'))
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
  for (const [from, to] of [...Object.values(refused).flat(), ...allowed]) plant(from, to)
  plant('src/web/other.ts', 'src/web/one.ts')

  const args = ['src', '--config', configuration, '--output-type', 'json']
  const { stdout } = spawnSync('node_modules/.bin/depcruise', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 })
  const { violations } = JSON.parse(stdout).summary
  found = violations.map(({ rule, from }: { rule: { name: string }; from: string }) => ({ rule: rule.name, from }))
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('a wrong import is refused', () => {
  test.each(rules.forbidden.map(({ name }) => name))('%s', (name) => {
    expect(refused[name], 'a planted violation of this rule').toBeDefined()
    for (const [from] of refused[name] ?? []) expect(found).toContainEqual({ rule: name, from })
  })
})

test.each(allowed)('%s may import %s', (from) => {
  expect(found.filter((violation) => violation.from === from)).toEqual([])
})

test('the rules really read the sources of this program', () => {
  const output = execFileSync(
    'node_modules/.bin/depcruise',
    ['src/world', 'src/language', '--config', '.dependency-cruiser.js'],
    {
      encoding: 'utf8',
    },
  )
  expect(output).toMatch(/\([1-9]\d* modules, [1-9]\d* dependencies cruised\)/)
})

function plant(from: string, to: string) {
  write(
    from,
    `import * as planted from '${to.startsWith('src/') ? join('/', to).replace('/src/', up(from)) : to}'\nexport const use = planted\n`,
  )
  if (to.startsWith('src/') && !to.includes('nowhere')) write(to, 'export const it = 1\n', 'a')
}

/** The way from a file to `src/`. */
function up(from: string) {
  return '../'.repeat(from.split('/').length - 2) || './'
}

function write(path: string, content: string, flag = 'a') {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content, { flag })
}
