import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFailed, onTestFinished } from 'vitest'
import { freePort } from '../free-port.ts'
import { clientFolder } from './https-university.ts'
import { started } from './started.ts'

const MODULES = '/usr/lib/apache2/modules'

/** A place for an Apache of one's own: a free port and a folder for everything it reads and writes. */
export async function apachePlace() {
  const port = await freePort()
  return { port, folder: clientFolder(), origin: `http://localhost:${port}` }
}

/**
 * Apache as Debian packs it, with `modules` beside what every Apache has, and `configuration` as an administrator writes it. Nothing of
 * the machine's own Apache is read or changed. Each of `pages` lies at its path and is an SSI page: what the module tells applications
 * in their environment is read from it.
 */
export async function apache(
  { port, folder, origin }: Awaited<ReturnType<typeof apachePlace>>,
  {
    modules,
    configuration,
    pages,
  }: { modules: readonly string[]; configuration: string; pages: Record<string, string> },
) {
  for (const [path, page] of Object.entries(pages)) {
    const place = join(folder, 'pages', path)
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, 'index.shtml'), page)
  }
  const writable = join(folder, 'writable')
  mkdirSync(writable)
  chmodSync(writable, 0o777)
  const all = ['mpm_prefork', 'authz_core', 'authn_core', 'authz_user', 'dir', 'mime', 'include', 'env', ...modules]
  const file = join(folder, 'apache2.conf')
  writeFileSync(
    file,
    [
      `ServerRoot ${folder}`,
      `ServerName localhost:${port}`,
      `Listen 127.0.0.1:${port}`,
      'PidFile pid',
      `DefaultRuntimeDir ${folder}`,
      'ErrorLog error.log',
      'LogLevel info',
      // Apache must not serve as root.
      ...(process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : []),
      ...all.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
      'TypesConfig /etc/mime.types',
      `DocumentRoot ${folder}/pages`,
      `<Directory ${folder}/pages>`,
      '  Options +Includes',
      '  Require all granted',
      '</Directory>',
      'DirectoryIndex index.shtml',
      'AddType "text/html; charset=utf-8" .shtml',
      'AddOutputFilter INCLUDES .shtml',
      configuration,
    ].join('\n'),
  )
  const log = () => (existsSync(join(folder, 'error.log')) ? readFileSync(join(folder, 'error.log'), 'utf8') : '')
  let lastWords = ''
  onTestFinished(() => {
    lastWords = log()
  })
  onTestFailed(() => console.log(lastWords))
  await started('/usr/sbin/apache2', ['-f', file, '-D', 'FOREGROUND'], {}, `${origin}/`)
  return { log }
}

/** A page that says what the application learns: a line for each variable of its environment. */
export function telling(...variables: string[]): string {
  return variables.map((name) => `<p>${name} is <!--#echo var="${name}" -->.</p>`).join('\n')
}
