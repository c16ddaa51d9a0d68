import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { loadInstitution, readSettings } from '../../src/config/index.ts'
import { LONGEST_STAY } from '../../src/credentials/hash.ts'
import { queueFor } from '../../src/credentials/index.ts'
import { MOUNT as SCIM } from '../../src/provisioning/scim/routes.ts'
import { endpoints } from '../../src/sso/cas/validation.ts'
import { MOUNT as OIDC, routes } from '../../src/sso/oidc/provider/addresses.ts'
import { ANSWERED_WITHIN } from '../../src/web/answer-in-time.ts'
import { loadAssets } from '../../src/web/assets.ts'
import { serverOptions } from '../../src/web/server-options.ts'
import { realWorld } from '../../src/world/index.ts'
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

test('nobody stands in the queue until the program or the proxy gives the page up, and there is time left for the hash', () => {
  expect(LONGEST_STAY).toBeLessThanOrEqual(ANSWERED_WITHIN - 10_000)
  const [, atNginx = ''] = /proxy_read_timeout (\d+)s;/.exec(nginx) ?? []
  const [, atHaproxy = ''] = /^ {4}timeout server (\d+)s$/m.exec(haproxy) ?? []
  for (const seconds of [atNginx, atHaproxy]) expect(Number(seconds) * 1000).toBeGreaterThan(ANSWERED_WITHIN)
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

test('headers and forms may take as long at the proxies as at the program, and as the pages say', () => {
  const seconds = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1])
  const { requestTimeout = 0, http } = serverOptions({ world: realWorld, log: pino({ enabled: false }) })
  const limits = { headers: (http?.headersTimeout ?? 0) / 1000, form: requestTimeout / 1000 }
  expect(limits.form).toBeGreaterThan(limits.headers)
  // With that option the time of the headers ends forms, too.
  expect(haproxy).not.toMatch(/^ *option http-buffer-request/m)
  expect({
    headers: seconds(haproxy, /^ *timeout http-request (\d+)s$/m),
    form: seconds(haproxy, /^ *http-request wait-for-body time (\d+)s$/m),
  }).toEqual(limits)
  expect({
    headers: seconds(nginx, /^ *client_header_timeout (\d+)s;$/m),
    form: seconds(nginx, /^ *client_body_timeout (\d+)s;$/m),
  }).toEqual(limits)
  const faults = readFileSync('docs/operating/faults.md', 'utf8')
  expect({ headers: seconds(faults, /(\d+) s \(headers\)/), form: seconds(faults, /(\d+) s \(body\)/) }).toEqual(limits)
  const nodes = readFileSync('docs/operating/many-nodes.md', 'utf8')
  expect(seconds(nodes, /sends a form slowly over a bad line \((\d+) s\)/)).toBe(limits.form)
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

test('whoever waits for a turn at a node keeps nobody from it: a balancer lets more to it than can wait there', () => {
  const atNode = Number(/^ {4}default-server .*maxconn (\d+)$/m.exec(haproxy)?.[1])
  const ofWorker = Number(/^ {2}worker_connections (\d+);$/m.exec(nginx)?.[1])
  for (const places of [readSettings({}).HASH_QUEUE, queueFor({ perSecond: Number.POSITIVE_INFINITY })]) {
    expect(atNode).toBeGreaterThan(heldAt(places))
    expect(ofWorker).toBeGreaterThan(2 * heldAt(places))
  }
  // Beyond some 28,000 Linux has no port left from one address to another.
  expect(atNode).toBeLessThan(28_000)
  // As many again for everything else.
  const largest = Math.max(...sizesOfThePage().map(({ each }) => each))
  expect(atNode).toBeGreaterThan(2 * heldAt(queueOf(largest)))
})

test('HAProxy lets as many in as can wait at all nodes together, and the page says what a larger university writes', () => {
  const here = Number(/^global\n(?: .*\n)*? {4}maxconn (\d+)$/m.exec(haproxy)?.[1])
  const page = readFileSync('docs/operating/many-nodes.md', 'utf8')
  const [, inFile, upTo, larger] =
    /`maxconn` of `global`, ([\d,]+) in the file.* up to ([\d,]+) students.* 225,000 want ([\d,]+)/s.exec(page) ?? []
  expect(number(inFile)).toBe(here)
  for (const { students, nodes, each } of sizesOfThePage()) {
    const most = students <= number(upTo) ? here : number(larger)
    expect(most).toBeGreaterThan(nodes * heldAt(queueOf(each)))
  }
})

test('the container of HAProxy may open the files without which HAProxy does not start', () => {
  const files = /ulimits: \{ nofile: (\d+) \}/.exec(readFileSync('deploy/compose.yaml', 'utf8'))?.[1]
  const people = /^global\n(?: .*\n)*? {4}maxconn (\d+)$/m.exec(haproxy)?.[1]
  // And a few of its own.
  expect(Number(files)).toBeGreaterThan(2 * Number(people) + 1000)
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

/** Connections of those who wait at a node whose HASH_QUEUE is so long, and of those who hear later when to come. */
function heldAt(places: number) {
  const atDue = declared('src/credentials/turn-queue.ts', 'PLACES_AT_DUE')
  return places * (1 + atDue) + declared('src/credentials/hash.ts', 'MOST_HELD')
}

/** HASH_QUEUE as `furta tune` sets it on so many cores that are as fast as the page of sizes reckons. */
function queueOf(cores: number) {
  const [, hash] = /of a core: (0\.\d+) for its/.exec(readFileSync('docs/operating/many-nodes.md', 'utf8')) ?? []
  return queueFor({ perSecond: cores / Number(hash) })
}

function sizesOfThePage() {
  const page = readFileSync('docs/operating/many-nodes.md', 'utf8')
  const rows = [...page.matchAll(/^\| ([\d,]+) \| [\d,]+ \| \d+ \| (\d+) of (\d+) cores \|/gm)]
  expect(rows).toHaveLength(4)
  return rows.map(([, students, nodes, each]) => ({
    students: number(students),
    nodes: Number(nodes),
    each: Number(each),
  }))
}

function number(written = '') {
  return Number(written.replaceAll(',', ''))
}

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
