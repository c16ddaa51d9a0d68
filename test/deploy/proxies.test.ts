import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { loadInstitution, readSettings } from '../../src/config/index.ts'
import { MOUNT as SCIM } from '../../src/provisioning/scim/routes.ts'
import { endpoints } from '../../src/sso/cas/validation.ts'
import { MOUNT as OIDC, routes } from '../../src/sso/oidc/provider/addresses.ts'
import { loadAssets } from '../../src/web/assets.ts'
import { selfSignedCertificate } from '../certificate.ts'
import { freePort } from '../free-port.ts'
import { HAPROXY, layHaproxy, layNginx, NGINX } from '../nodes/balancer.ts'
import { temporaryFolder } from './folder.ts'

// What the proxies of `deploy/` and of the install page let through. `npm run test:nodes` runs the first two.

const nginx = readFileSync('deploy/nginx.conf', 'utf8')
const haproxy = readFileSync('deploy/haproxy.cfg', 'utf8')
const snippet = /```nginx\n(.*?)```/s.exec(readFileSync('docs/operating/install.md', 'utf8'))?.[1] ?? ''

const { token, userinfo, introspection, revocation, pushed_authorization_request: pushed } = routes
const forPrograms = [
  ...endpoints.map((endpoint) => `/cas/${endpoint}`),
  '/cas/proxy',
  ...[token, userinfo, introspection, revocation, pushed].map((path) => OIDC + path),
  `${SCIM}/Users`,
]
const forPeople = ['/', '/cas/login', '/cas/logout', OIDC + routes.authorization, OIDC + routes.end_session, '/desk']

/** The addresses that are refused over plain http. */
const refusedBy = {
  'nginx.conf': (path: string) => new RegExp(/location ~ (\S+) \{\s+return 403;/.exec(nginx)?.[1] ?? '^$').test(path),
  'haproxy.cfg': (path: string) =>
    (/acl machine path_beg (.+)/.exec(haproxy)?.[1] ?? '').split(' ').some((beginning) => path.startsWith(beginning)),
}

test.each(['nginx.conf', 'haproxy.cfg'] as const)(
  '%s refuses tickets and tokens over plain http, and leads people on',
  (file) => {
    expect(forPrograms.filter((path) => !refusedBy[file](path))).toEqual([])
    expect(forPeople.filter(refusedBy[file])).toEqual([])
  },
)

test.each([
  ['nginx.conf', nginx],
  ['the install page', snippet],
])('no limit of %s is below that of the program', (_, text) => {
  // That of the server: no location begins before it.
  const [, general = ''] = /(?<!\{\s+)client_max_body_size (\w+);/.exec(text) ?? []
  const limits = Object.fromEntries(
    [...text.matchAll(/location (?:= )?(\S+) \{\s+client_max_body_size (\w+);/g)].map(([, path = '', limit = '']) => [
      path,
      bytes(limit),
    ]),
  )
  expect(bytes(general)).toBeGreaterThanOrEqual(declared('src/web/server-options.ts', 'LARGEST_BODY'))
  expect(limits['/scim/']).toBeGreaterThanOrEqual(declared('src/provisioning/scim/routes.ts', 'LARGEST_BODY'))
  expect(limits['/desk/import']).toBeGreaterThan(
    declared('src/desk/import/routes.tsx', 'LARGEST_MEGABYTES') * 1024 ** 2,
  )
})

test('the install page hands the same headers over as nginx.conf, and all its locations do', () => {
  const headers = (text: string) =>
    [...text.matchAll(/proxy_set_header (\w+(?:-\w+)*) ([^;]+);/g)].map(([, ...one]) => one)
  expect(headers(snippet).toSorted()).toEqual(headers(nginx).toSorted())
  // A header that is set in a location would drop all those of the server.
  for (const text of [nginx, snippet]) expect(text).not.toMatch(/location [^{]+\{[^}]*proxy_set_header/)
})

test.runIf(existsSync(NGINX) && existsSync(HAPROXY)).each([
  ['nginx.conf', NGINX, layNginx, ['-t', '-q', '-g', 'daemon on;']],
  ['haproxy.cfg', HAPROXY, layHaproxy, ['-c', '-q']],
] as const)('Debian takes %s without a warning, as its unit asks before the start', async (_, program, lay, check) => {
  const ports = { https: await freePort(), http: await freePort(), nodes: [3000, 3001, 3002] }
  const laid = lay(temporaryFolder(), ports, selfSignedCertificate('localhost'))
  // Standard output is a socket, as that of a unit is: nobody can open it by its name.
  const { status, stdout, stderr } = spawnSync(program, [...laid, ...check], { encoding: 'utf8' })
  expect([status, stdout, stderr]).toEqual([0, '', ''])
})

test('the nginx of the install page logs no request', () => {
  expect(snippet).toMatch(/^ {5}access_log off;/m)
  expect(snippet).toMatch(/^ {5}error_log \S+ crit;/m)
  // A location with a log of its own would drop that of the server.
  expect(snippet.match(/_log /g)).toHaveLength(2)
})

test.runIf(existsSync(NGINX)).each([
  ['nginx.conf', layNginx],
  ['the nginx of the install page', laySnippet],
] as const)('%s writes neither a mailed link nor a ticket anywhere, not even while no node answers', async (_, lay) => {
  const folder = temporaryFolder()
  const nobody = await freePort()
  const ports = { https: await freePort(), http: await freePort(), nodes: [nobody, nobody, nobody] }
  const laid = lay(folder, ports, selfSignedCertificate('localhost'))
  const child = spawn(NGINX, [...laid, '-g', 'daemon off;'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = Promise.all([text(child.stdout), text(child.stderr)])
  const ask = (path: string) =>
    new Promise<number | undefined>((done) => {
      get({ port: ports.https, path, rejectUnauthorized: false, agent: false }, (answer) => {
        answer.resume()
        done(answer.statusCode)
      }).on('error', () => done(undefined))
    })
  try {
    await expect.poll(() => ask('/'), { timeout: 10_000 }).toBe(502)
    expect(await ask('/set-password/of-somebody.secret-of-a-link')).toBe(502)
    expect(await ask('/?ticket=ST-secret-of-a-ticket')).toBe(502)
  } finally {
    child.kill('SIGTERM')
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.log'))
  expect(files.length).toBeGreaterThan(0)
  const all = [...(await said), ...files.map((name) => readFileSync(join(folder, name), 'utf8'))]
  expect(all.join('').match(/.*secret-of.*/g)).toBeNull()
})

test('a worker of nginx may open a file for all that its connections need', () => {
  const number = (name: string) => Number(new RegExp(`^ *${name} (\\d+);`, 'm').exec(nginx)?.[1])
  // The connection itself, and the form that comes by it.
  expect(number('worker_rlimit_nofile')).toBeGreaterThan(2 * number('worker_connections'))
})

test('HAProxy does not stay root where it was started as root', () => {
  const [, section = ''] = /^global\n((?: .*\n)+)/m.exec(haproxy) ?? []
  expect(section).toMatch(/^ {4}user haproxy$/m)
  expect(section).toMatch(/^ {4}group haproxy$/m)
})

test('whoever waits for a turn at a node keeps nobody from it: HAProxy lets more to it than can wait there', () => {
  const [, most = ''] = /^ {4}default-server .*maxconn (\d+)$/m.exec(haproxy) ?? []
  const [places, atDue] = [readSettings({}).HASH_QUEUE, declared('src/credentials/turn-queue.ts', 'PLACES_AT_DUE')]
  const held = declared('src/credentials/hash.ts', 'MOST_HELD')
  // As many again for everything else.
  expect(Number(most)).toBeGreaterThan(2 * (places * (1 + atDue) + held))
})

test('the names of all styles and scripts are those that a balancer asks the next node for', () => {
  const loaded = loadAssets(loadInstitution('institution.yaml'), 'dist/assets/')
  const built = Object.keys(JSON.parse(readFileSync('dist/assets/manifest.json', 'utf8')))
  // Styles and pictures go into one of each.
  const names = ['furta.css', 'favicon.svg', ...built.filter((name) => name.endsWith('.js'))]
  expect(names.length).toBeGreaterThan(5)
  const [, ofHaproxy = ''] = /use_backend assets if \{ path_reg (\S+) \}/.exec(haproxy) ?? []
  const [, ofNginx = ''] = /location ~ "(\^\/assets\S+)" \{/.exec(nginx) ?? []
  for (const pattern of [ofHaproxy, ofNginx]) {
    expect(names.filter((name) => !new RegExp(pattern).test(loaded.url(name)))).toEqual([])
    expect(new RegExp(pattern).test('/assets/whatever.css')).toBe(false)
  }
})

/** The server of the install page in the nginx of a Debian, where every server has an access log unless it says that it has none. */
function laySnippet(
  folder: string,
  ports: Parameters<typeof layNginx>[1],
  { key, cert }: { key: string; cert: string },
) {
  writeFileSync(join(folder, 'key.pem'), key)
  writeFileSync(join(folder, 'certificate.pem'), cert)
  const server = snippet
    .replace('listen 443', `listen 127.0.0.1:${ports.https}`)
    .replaceAll('127.0.0.1:3000', `127.0.0.1:${ports.nodes[0]}`)
    .replace('/var/log/nginx/error.log', join(folder, 'error.log'))
  const file = join(folder, 'nginx.conf')
  writeFileSync(
    file,
    `pid ${folder}/nginx.pid;
error_log ${folder}/general.log;
events {}
http {
  access_log ${folder}/access.log;
  ssl_certificate ${folder}/certificate.pem;
  ssl_certificate_key ${folder}/key.pem;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  ${server}
}
`,
  )
  return ['-c', file, '-p', folder]
}

/** The size that a file of nginx writes. */
function bytes(written: string) {
  const [, number = '', unit = ''] = /^(\d+)([km])$/.exec(written) ?? []
  return Number(number) * (unit === 'm' ? 1024 ** 2 : 1024)
}

/** A number that a file of the program declares, as `32 * 1024`. */
function declared(file: string, name: string) {
  const [, product = ''] = new RegExp(`const ${name} = ([\\d *]+)\n`).exec(readFileSync(file, 'utf8')) ?? []
  const number = product.split('*').reduce((all, factor) => all * Number(factor), 1)
  expect(number, name).toBeGreaterThan(1)
  return number
}
