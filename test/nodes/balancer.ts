import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { whenDone } from '../when-done.ts'
import { until } from './postgres.ts'

interface Ports {
  readonly https: number
  readonly http: number
  readonly nodes: readonly number[]
}

interface Certificate {
  readonly key: string
  readonly cert: string
}

export const HAPROXY = '/usr/sbin/haproxy'
export const NGINX = '/usr/sbin/nginx'

export async function startHaproxy(folder: string, ports: Ports, certificate: Certificate) {
  // A machine that tests may not have the files open that 20,000 people take.
  return started(HAPROXY, [...layHaproxy(folder, ports, certificate), '-db', '-n', '400'], ports)
}

export async function startNginx(folder: string, ports: Ports, certificate: Certificate) {
  return started(NGINX, [...layNginx(folder, ports, certificate), '-g', 'daemon off;'], ports)
}

/** `deploy/haproxy.cfg` with other ports, names and paths, and how HAProxy is told of it. */
export function layHaproxy(folder: string, ports: Ports, certificate: Certificate) {
  const pem = join(folder, 'haproxy.pem')
  writeFileSync(pem, certificate.cert + certificate.key)
  const file = join(folder, 'haproxy.cfg')
  writeFileSync(
    file,
    replaced('deploy/haproxy.cfg', [
      [':443', `127.0.0.1:${ports.https}`],
      ['bind :80', `bind 127.0.0.1:${ports.http}`],
      ['/etc/haproxy/certificate.pem', pem],
      ...whoRuns(),
      ...nodeNames(ports),
    ]),
  )
  return ['-f', file]
}

/** Only root can become somebody else. */
function whoRuns(): [string, string][] {
  const [user, group] = [process.getuid?.(), process.getgid?.()]
  return user === 0
    ? []
    : [
        ['user haproxy', `uid ${user}`],
        ['group haproxy', `gid ${group}`],
      ]
}

/** `deploy/nginx.conf` in the same way. */
export function layNginx(folder: string, ports: Ports, certificate: Certificate) {
  const prefix = join(folder, 'nginx')
  mkdirSync(prefix)
  // Its workers are others than root.
  chmodSync(prefix, 0o755)
  writeFileSync(join(prefix, 'certificate.pem'), certificate.cert)
  writeFileSync(join(prefix, 'certificate.key'), certificate.key)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${prefix}/${name};`,
  )
  const file = join(prefix, 'nginx.conf')
  writeFileSync(
    file,
    replaced('deploy/nginx.conf', [
      ['listen 443', `listen 127.0.0.1:${ports.https}`],
      ['listen 80', `listen 127.0.0.1:${ports.http}`],
      ['/etc/nginx/certificate.pem', `${prefix}/certificate.pem`],
      ['/etc/nginx/certificate.key', `${prefix}/certificate.key`],
      ['/var/log/nginx/access.log', `${prefix}/access.log`],
      ['/run/nginx.pid', `${prefix}/nginx.pid`],
      ['  server_tokens off;', `  server_tokens off;\n  ${temporary.join('\n  ')}`],
      ...nodeNames(ports),
    ]),
  )
  return ['-c', file, '-p', prefix]
}

const nodeNames = ({ nodes }: Ports): [string, string][] =>
  nodes.map((port, index) => [`furta-${index + 1}:3000`, `127.0.0.1:${port}`])

function replaced(path: string, changes: readonly [string, string][]) {
  return changes.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`${path} no longer says ${from}`)
      return text.replaceAll(from, to)
    },
    readFileSync(path, 'utf8'),
  )
}

async function started(command: string, args: readonly string[], { https }: Ports) {
  let said = ''
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      said = (said + part).slice(-100_000)
    })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  whenDone(async () => {
    child.kill('SIGTERM')
    await ended
  })
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`${command} did not start: ${said}`)
    return fetch(`https://localhost:${https}/healthz`).then(
      ({ status }) => status === 200,
      () => false,
    )
  })
  return { said: () => said }
}
