import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as openid from 'openid-client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loadServices, portalService } from '../../src/services/index.ts'
import { comeBack, relyingParty, send, walk } from '../relying-party.ts'
import { university } from '../university.ts'
import type { Page } from '../visitor.ts'

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
    'SPA',
    'telephone',
  ])
    expect(headings).toContain(program)
})

describe('the recipe for applications without a server', () => {
  const signsIn = async (id: string, asked: Record<string, string>) => {
    const loaded = load(recipes.find((yaml) => yaml.includes(`id: ${id}\n`)) ?? '')
    const furta = await university({ clock: 'real', services: loaded.kind === 'read' ? loaded.services : [] })
    const visitor = furta.visitor()
    const { login, password } = furta.person('alice')
    await visitor.submit(await visitor.open('/cas/login'), 'Sign in', { ID: login, Password: password })
    const app = await relyingParty(furta, id, openid.None())
    const begin = (more: Record<string, string>) =>
      app.begin({ scope: 'openid profile email offline_access', ...asked, ...more })
    return { furta, visitor, app, begin }
  }

  test('in the browser: it asks for tokens from its own origin, and for another one each time', async () => {
    const { furta, visitor, app, begin } = await signsIn('room-finder', {
      redirect_uri: 'https://rooms.example.edu/callback',
    })
    const begun = await begin({})
    const { refresh_token = '' } = await app.exchange(begun, await comeBack(visitor, begun.address))
    const renew = (origin: string, token: string) =>
      fetch(`${furta.origin}/oidc/token`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({ grant_type: 'refresh_token', client_id: 'room-finder', refresh_token: token }),
      })
    expect((await renew('https://elsewhere.example.edu', refresh_token)).status).toBe(400)
    const renewed = await renew('https://rooms.example.edu', refresh_token)
    expect(renewed.headers.get('access-control-allow-origin')).toBe('https://rooms.example.edu')
    expect((await renewed.json()).refresh_token).not.toBe(refresh_token)
    const silent = await begin({ prompt: 'none' })
    expect((await comeBack(visitor, silent.address)).searchParams.get('code')).not.toBeNull()
    await visitor.open('/cas/logout')
    expect((await comeBack(visitor, (await begin({ prompt: 'none' })).address)).searchParams.get('error')).toBe(
      'login_required',
    )
  })

  test.each(['edu.example.campus:/callback', 'http://127.0.0.1:50123/callback'])(
    'on a telephone or computer, at %s: the person is asked each time',
    async (redirect_uri) => {
      const { visitor, app, begin } = await signsIn('campus-app', { redirect_uri })
      for (const _ of ['first', 'second']) {
        const begun = await begin({})
        const page = (await walk(visitor, begun.address)) as Page
        const back = (await send(visitor, page, 'Agree and continue')) as URL
        expect((await app.exchange(begun, back)).refresh_token).toBeDefined()
      }
      const silent = await comeBack(visitor, (await begin({ prompt: 'none' })).address)
      expect(silent.searchParams.get('error')).toBe('interaction_required')
    },
  )
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
