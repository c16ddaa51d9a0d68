import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadServices, portalService } from '../../src/services/index.ts'
import { university } from '../university.ts'

// The recipes are typed off by people who have no time: what they say must be taken as it stands.

const page = readFileSync('docs/operating/connect-a-service.md', 'utf8')
const recipes = [...page.matchAll(/```yaml\n(services:\n[\s\S]*?)```/g)].map(([, yaml = '']) => yaml)
const portal = portalService('https://login.example.edu', { pl: 'USOSweb', en: 'USOSweb' })

test.each(recipes.map((yaml) => [/id: (\S+)/.exec(yaml)?.[1] ?? '', yaml]))(
  'what is to be typed here for %s is read without a fault',
  (id, yaml) => {
    expect(load(yaml)).toMatchObject({ kind: 'read', services: [{ id }] })
  },
)

test('all recipes can stand in one file', () => {
  expect(recipes.length).toBeGreaterThan(8)
  const all = recipes.map((yaml) => yaml.replace('services:\n', '')).join('')
  expect(load(`services:\n${all}`)).toMatchObject({ kind: 'read' })
})

test('there is a recipe for each program that people ask for', () => {
  const headings = page.match(/^##.*$/gm)?.join('\n') ?? ''
  for (const program of [
    'phpCAS',
    'mod_auth_cas',
    'mod_auth_openidc',
    'nginx',
    'Moodle',
    'Nextcloud',
    'GitLab',
    'Grafana',
  ])
    expect(headings).toContain(program)
})

test('every address of the sign-in that the page names is there', async () => {
  const furta = await university()
  const metadata = await (await fetch(`${furta.origin}/oidc/.well-known/openid-configuration`)).text()
  const answers = (url: string) =>
    furta.apps[0]?.hasRoute({ method: 'GET', url }) || furta.apps[0]?.hasRoute({ method: 'POST', url })
  const named = [...new Set(page.match(/(?<=https:\/\/login\.example\.edu)\/(cas|oidc)\/[\w/.-]*\w/g))]
  expect(named.length).toBeGreaterThan(6)
  // The library of OpenID Connect answers behind one route; its metadata say what is there.
  expect(named.filter((path) => !answers(path) && !metadata.includes(`"${furta.origin}${path}"`))).toEqual([])
})

/** As the program reads it. */
function load(yaml: string) {
  const folder = mkdtempSync(join(tmpdir(), 'recipes-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'services.yaml')
  writeFileSync(file, yaml)
  return loadServices(file, [portal])
}
