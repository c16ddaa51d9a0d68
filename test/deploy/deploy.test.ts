import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openTestDatabase } from '../database.ts'
import { freePort } from '../university.ts'

// What an operator takes from `deploy/`.

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0
const units = ['furta.service', 'furta@.service']
const dockerfile = readFileSync('deploy/Dockerfile', 'utf8')

test.runIf(systemd).each(units)('systemd takes %s as it stands, and finds little to harden', (unit) => {
  const folder = temporaryFolder()
  // As a machine with Node in its usual place would have it.
  const text = readFileSync(join('deploy', unit), 'utf8').replace('/usr/bin/node', process.execPath)
  const file = join(folder, unit)
  writeFileSync(file, text)
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' })
  expect([verified.status, verified.stderr]).toEqual([0, ''])
  // Out of 100; what is left is the network, which it is there for.
  const judged = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', file], {
    encoding: 'utf8',
  })
  expect([judged.status, judged.stdout.match(/Overall exposure level.*/)?.[0]]).toEqual([0, expect.anything()])
})

test('several nodes on one machine run like one, but for port and folders', () => {
  const plain = (text: string) =>
    text
      .split('\n')
      .filter((line) => !line.startsWith('#') && !line.startsWith('Environment=PORT='))
      .map((line) => line.replace(', port %i', '').replaceAll('/%i', '').replace('/compiled', ''))
  const [one = '', several = ''] = units.map((unit) => readFileSync(join('deploy', unit), 'utf8'))
  expect(plain(several)).toEqual(plain(one))
})

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

test('what serves metrics and traces is loaded only when they are wanted', () => {
  const imports = readFileSync('dist/serve.js', 'utf8').match(/^(import|\} from) .*$/gm) ?? []
  expect(imports.length).toBeGreaterThan(5)
  expect(imports.filter((line) => /prom-client|opentelemetry/.test(line))).toEqual([])
})

test('the program runs from its production packages alone, less what the image takes away, and ends when it is told', async () => {
  const folder = temporaryFolder()
  for (const path of ['dist', 'institution.yaml', 'services.yaml', 'package.json'])
    symlinkSync(resolve(path), join(folder, path))
  layPackages(folder)
  const { url } = await openTestDatabase()
  const [port, metricsPort, collector] = [await freePort(), await freePort(), await freePort()]
  // What is linked is taken for what stands there, as in the image; otherwise packages of this checkout would be found.
  const program = spawn(process.execPath, ['--preserve-symlinks', '--preserve-symlinks-main', 'dist/main.js'], {
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      PUBLIC_ORIGIN: 'https://login.example.edu',
      DATABASE_URL: url,
      SMTP_URL: 'smtp://127.0.0.1:9',
      APP_SECRET: 'app-Zx81kQw92LmNv73TyBc46RdPfGh50Jus',
      PESEL_KEY: 'pesel-Kj29sLw83QxMz74VbTn15YrDeFh60Gap',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: join(folder, 'data'),
      METRICS_LISTEN: `127.0.0.1:${metricsPort}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector}`,
      TRACES_PER_CENT: '100',
    },
  })
  onTestFinished(() => void program.kill('SIGKILL'))
  const said: string[] = []
  const up = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<number | null>()
  for (const stream of [program.stdout, program.stderr]) {
    stream.on('data', (part: Buffer) => {
      said.push(part.toString())
      if (said.join('').includes('https://login.example.edu')) up.resolve()
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
  program.kill('SIGTERM')
  expect([await ended.promise, said.join('').match(/"level":"(error|fatal)".*/)?.[0]]).toEqual([0, undefined])
})

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

function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
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
