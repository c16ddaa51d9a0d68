import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { declaredSettings } from '../../src/config/index.ts'
import oldHashes from '../../src/credentials/old-hashes/vectors.json' with { type: 'json' }
import { openTestDatabase } from '../database.ts'
import { freePort } from '../free-port.ts'
import { savePerson } from '../person.ts'
import { Visitor } from '../visitor.ts'
import { temporaryFolder } from './folder.ts'

// What an operator takes from `deploy/`.

interface Service {
  environment?: Record<string, string>
  secrets?: string[]
  volumes?: string[]
  networks?: { inside?: { ipv4_address: string } }
}
const compose = parse(readFileSync('deploy/compose.yaml', 'utf8'), { merge: true }) as {
  services: Record<string, Service>
  secrets: Record<string, { file: string }>
}
const BACKUPS = '../backups:/backups'
const dockerfile = readFileSync('deploy/Dockerfile', 'utf8')

test('no secret stands in an image: it is handed none, and is not sent what could hold one', () => {
  expect(dockerfile).not.toMatch(/^(ARG|ENV)[^\n]*(SECRET|KEY|TOKEN|PASSWORD|_URL)/m)
  const sent = readFileSync('.dockerignore', 'utf8').split('\n')
  expect(sent).toContain('*')
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, line = '']) =>
    line.split(' ').slice(0, -1),
  )
  for (const path of copied) expect([path, existsSync(path), sent.includes(`!${path}`)]).toEqual([path, true, true])
})

test('the image runs as nobody in particular, and says by itself whether it is well', () => {
  const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '))
  expect(last).toMatch(/^USER node$/m)
  expect(last.indexOf('USER node')).toBeLessThan(last.indexOf('\nCMD'))
  expect(last).toMatch(/^HEALTHCHECK [^\n]*\\\n {2}CMD \["node", "-e", ".*\/healthz/m)
  expect(last).toMatch(/NODE_ENV=production/)
})

test('the image listens wherever production does: on a machine without IPv6, too', () => {
  expect(dockerfile).not.toMatch(/\bHOST=/)
})

test('compose, units and image speak of settings that there are, and hand secrets over as files', () => {
  const nodes = Object.entries(compose.services).filter(([name]) => name.startsWith('furta-'))
  const given = [
    ...nodes.flatMap(([, { environment = {} }]) => Object.entries(environment)),
    ...['furta.service', 'furta@.service', 'furta-backup.service', 'furta-import.service'].flatMap((unit) =>
      [...readFileSync(join('deploy', unit), 'utf8').matchAll(/^Environment=(\w+)=(.*)$/gm)].map(
        ([, name = '', value = '']) => [name, value] as const,
      ),
    ),
    ...[...(/^ENV (NODE_ENV.*)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/(\w+)=(\S+)/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    ),
  ]
  expect(given.length).toBeGreaterThan(40)
  const isKnown = (name: string) => {
    const setting = declaredSettings.get(declaredSettings.has(name) ? name : name.replace(/_FILE$/, ''))
    return (
      ['HOME', 'NODE_COMPILE_CACHE', 'MALLOC_ARENA_MAX'].includes(name) ||
      (setting !== undefined && (setting.secret === true) !== declaredSettings.has(name))
    )
  }
  expect(given.filter(([name]) => !isKnown(name))).toEqual([])
})

test('three nodes of compose stand behind its HAProxy, which they believe, and each keeps its own folder', () => {
  const nodes = Object.entries(compose.services).filter(([name]) => name.startsWith('furta-'))
  const balanced = [...readFileSync('deploy/haproxy.cfg', 'utf8').matchAll(/^ {4}server (\S+) (\S+)$/gm)]
  expect(balanced.map(([, name, address]) => [name, address])).toEqual(nodes.map(([name]) => [name, `${name}:3000`]))
  const { haproxy } = compose.services
  for (const [name, node] of nodes) {
    expect(node.environment?.TRUSTED_PROXIES).toBe(haproxy?.networks?.inside?.ipv4_address)
    expect(node.volumes?.filter((volume) => volume !== BACKUPS)).toEqual([`${name}:/var/lib/furta`])
    for (const secret of node.secrets ?? []) {
      expect(Object.values(node.environment ?? {})).toContain(`/run/secrets/${secret}`)
      expect(Object.keys(compose.secrets)).toContain(secret)
    }
  }
  // Whatever is mounted is made by the lines at the top of the file.
  const top = readFileSync('deploy/compose.yaml', 'utf8').split('\nname: ')[0] ?? ''
  for (const { file } of Object.values(compose.secrets)) expect(top).toContain(file.split('/').at(-1))
  // As the doctor wants them (src/doctor/machine/files.ts): for nobody but the user of the image.
  expect(top).toContain('chown 1000 secrets/*')
  const modes = [...top.matchAll(/chmod (\d+) secrets/g)].map(([, mode = '']) => Number.parseInt(mode, 8) & 0o077)
  expect(modes).toEqual([0])
})

test('a node in Docker is started again by itself, and a restore has its settings, secrets and folders in a container of its own', () => {
  const page = (name: string) => readFileSync(`docs/operating/${name}.md`, 'utf8').replaceAll('\\\n', '')
  const runs = (text: string) =>
    [...text.matchAll(/^docker run (.+?) (furta:\d\S*) *(.*)$/gm)].map(([, ...parts]) => parts)
  const optionsOf = (text = '') => text.match(/--?[\w-]+(?: +[^-\s]\S*)?/g)?.map((one) => one.replace(/ +/, ' ')) ?? []
  const [[node, image] = []] = runs(page('install'))
  const onlyOfTheNode = [
    '-d',
    '--name furta',
    '--restart unless-stopped',
    '-p 127.0.0.1:3000:3000',
    '--stop-timeout 90',
  ]
  expect(optionsOf(node)).toEqual(expect.arrayContaining(onlyOfTheNode))
  const restores = runs(page('backup')).filter(([, , command = '']) => command.includes(' restore '))
  const shared = optionsOf(node).filter((one) => !onlyOfTheNode.includes(one))
  expect(restores.map(([options, of]) => [of, optionsOf(options).toSorted()])).toEqual([
    [image, ['--rm', ...shared].toSorted()],
  ])
  expect(restores[0]?.[2]).toBe('node dist/furta.js restore /backups/FILE --identity /backups/furta-backup.key')
  expect(shared).toContain('-v /srv/furta-backups:/backups')
})

test('the node of compose that makes the backups can write them, and the lines at the top make the folder', () => {
  const text = readFileSync('deploy/compose.yaml', 'utf8')
  expect(compose.services['furta-1']?.volumes).toContain(BACKUPS)
  expect(text).toMatch(/^# +mkdir -m 700 secrets backups;/m)
  expect(text).toMatch(/^# +sudo chown 1000 secrets\/\* backups /m)
  expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain('backups/')
  const commands =
    readFileSync('docs/operating/backup.md', 'utf8').match(/^docker compose .*dist\/furta\.js .*$/gm) ?? []
  expect(commands).toHaveLength(3)
  expect(commands.filter((one) => !/ (exec -T|run --rm --no-deps) furta-1 .* \/backups\//.test(one))).toEqual([])
})

test('what serves metrics and traces is loaded only when they are wanted', () => {
  const loaded = [...readFileSync('dist/serve.js', 'utf8').matchAll(/\bfrom ?"([^"]+)"/g)].map(([, name]) => name)
  expect(loaded).toEqual(expect.arrayContaining(['pino', 'graphile-worker', 'node:http']))
  expect(loaded.filter((name) => /prom-client|opentelemetry/.test(name ?? ''))).toEqual([])
})

test('the program runs from its production packages alone, less what the image takes away, knows passwords of other systems, says nothing but its log, and ends when it is told', async () => {
  const folder = temporaryFolder()
  for (const path of ['dist', 'institution.yaml', 'services.yaml', 'package.json'])
    symlinkSync(resolve(path), join(folder, path))
  layPackages(folder)
  const { url, db } = await openTestDatabase()
  const login = 'alicja@example.edu'
  const person_id = await savePerson(db, new Date(), { id: 'alicja', assignedAddress: login })
  // What the hash is compared by is a file and a package of its own, loaded when it is needed.
  const { password, hash } = oldHashes.find(({ by }) => by === 'htpasswd -bnBC 5 x') ?? { password: '', hash: '' }
  await db
    .insertInto('credentials')
    .values({ person_id, password_hash: `old:bcrypt::${hash}`, set_at: new Date() })
    .execute()
  const [port, metricsPort, collector] = [await freePort(), await freePort(), await freePort()]
  // What is linked is taken for what stands there, as in the image; otherwise packages of this checkout would be found.
  const program = spawn(process.execPath, ['--preserve-symlinks', '--preserve-symlinks-main', 'dist/main.js'], {
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      PUBLIC_ORIGIN: 'https://login.example.edu',
      DATABASE_URL: url,
      SMTP_URL: 'smtp://127.0.0.1:9',
      APP_SECRET: 'only-for-tests-the-secret-of-the-app',
      PESEL_KEY: 'only-for-tests-the-key-of-pesel-digests',
      HOST: '127.0.0.1',
      PORT: String(port),
      DRAIN_GRACE: '0s',
      DATA_DIR: join(folder, 'data'),
      METRICS_LISTEN: `127.0.0.1:${metricsPort}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector}`,
      TRACES_PER_CENT: '100',
    },
  })
  onTestFinished(() => void program.kill('SIGKILL'))
  const said: string[] = []
  const logged: string[] = []
  program.stdout.on('data', (part: Buffer) => logged.push(part.toString()))
  const up = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<number | null>()
  for (const stream of [program.stdout, program.stderr]) {
    stream.on('data', (part: Buffer) => {
      said.push(part.toString())
      if (said.join('').includes('Server listening at')) up.resolve()
    })
  }
  program.on('exit', (code) => {
    ended.resolve(code)
    up.reject(new Error(said.join('')))
  })
  await up.promise

  expect(await statusOf(port, '/cas/login', 'login.example.edu')).toBe(200)
  expect(await statusOf(port, '/metrics', 'login.example.edu')).toBe(404)
  expect(await statusOf(metricsPort, '/metrics', 'localhost')).toBe(200)

  const visitor = new Visitor(await reverseProxy(port, 'login.example.edu'), { 'accept-language': 'en' })
  const signIn = async (typed: string) => {
    const { body } = visitor.fill(await visitor.open('/cas/login'), 'Sign in', { ID: login, Password: typed })
    return visitor.send('POST', '/cas/login', body)
  }
  expect((await signIn(`${password}?`)).headers.getSetCookie().join()).not.toContain('TGC')
  expect((await signIn(password)).headers.getSetCookie().join()).toContain('TGC')
  const hashNow = () => db.selectFrom('credentials').select('password_hash').executeTakeFirst()
  await expect.poll(async () => (await hashNow())?.password_hash).toMatch(/^\$argon2id\$/)
  program.kill('SIGTERM')
  expect([await ended.promise, said.join('').match(/"level":"(error|fatal)".*/)?.[0]]).toEqual([0, undefined])
  // Standard output is the log, and nothing else.
  const lines = logged.join('').trimEnd().split('\n')
  expect(lines.filter((line) => !line.startsWith('{"level":"') || !line.endsWith('}'))).toEqual([])
  expect(lines.length).toBeGreaterThan(3)
}, 60_000)

/** Links to the packages that `npm install --omit=dev` would put there, without those that the Dockerfile removes afterwards. */
function layPackages(folder: string) {
  const removed = /rm -rf (.+)$/m.exec(dockerfile)?.[1]?.split(' ') ?? []
  expect(removed.length).toBeGreaterThan(3)
  const isRemoved = (path: string) =>
    removed.some((one) => (one.endsWith('*') ? path.startsWith(one.slice(0, -1)) : `${path}/`.startsWith(`${one}/`)))
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>
  }
  for (const [path, { dev, devOptional }] of Object.entries(packages)) {
    // Packages within a package come along with it.
    if (path === '' || dev || devOptional || isRemoved(path) || path.includes('/node_modules/') || !existsSync(path))
      continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    symlinkSync(resolve(path), join(folder, path))
  }
}

/** Asks the program under the name of its public origin. */
async function reverseProxy(port: number, host: string) {
  const proxy = createServer((asked, answer) => {
    const { url: path, method, headers } = asked
    const passed = request({ port, host: '127.0.0.1', path, method, headers: { ...headers, host } }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(answer)
    })
    asked.pipe(passed)
  })
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done))
  onTestFinished(() => void proxy.close().closeAllConnections())
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
}

function statusOf(port: number, path: string, host: string): Promise<number | undefined> {
  return new Promise((done, fail) => {
    request({ port, path, host: '127.0.0.1', headers: { host }, agent: false }, (answer) => {
      answer.resume()
      done(answer.statusCode)
    })
      .on('error', fail)
      .end()
  })
}
