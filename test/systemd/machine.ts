import { execFile, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { until } from '../nodes/postgres.ts'
import { whenDone } from '../when-done.ts'

/** Debian 12 with nothing that the install page does not ask for; that it lacks libnss-systemd is part of the trial. */
const PACKAGES = ['systemd', 'systemd-sysv', 'dbus', 'util-linux', 'ca-certificates', 'openssl', 'procps']

/** A machine that has booted. It shares the network with this one: what listens here is reached there, and the other way round. */
export interface Machine {
  /** What is typed by root in the folder of the first release, and what is printed of it. Throws where a command fails. */
  type(script: string): Promise<string>
}

/** Where the pages have the release that is put up, and the one that comes after it: both are this repository, built. */
const FORMER = '/opt/furta-0.2.0'
const LATTER = '/opt/furta-0.3.0'

/** The two releases, this Node at `/usr/bin/node`, and nothing that an earlier machine has left. */
export async function bootMachine(): Promise<Machine> {
  const child = spawn(
    '/usr/bin/systemd-nspawn',
    [
      ...['--quiet', '--boot', '--register=no', '--keep-unit', '--volatile=overlay', '--machine=furta-test'],
      ...[`--directory=${freshDebian()}`, `--bind-ro=${process.cwd()}:${FORMER}`],
      ...[`--bind-ro=${process.cwd()}:${LATTER}`, `--bind-ro=${process.execPath}:/usr/bin/node`],
    ],
    { stdio: 'ignore' },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  whenDone(async () => {
    child.kill('SIGTERM')
    await ended
  })
  const first = await firstProcessOf(child.pid ?? 0)
  const type = async (script: string) => {
    const enter = ['-t', first, '-m', '-u', '-i', '-p', '-C', '-r', '-w']
    const clean = [
      '/usr/bin/env',
      '-i',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'HOME=/root',
    ]
    const typed = `cd ${FORMER}\n${script}`
    return promisify(execFile)('nsenter', [...enter, ...clean, 'bash', '--norc', '-euc', typed], {
      timeout: 120_000,
    }).then(
      ({ stdout }) => stdout,
      (error: { stdout: string; stderr: string }) => {
        throw new Error(`${script}\n${error.stdout}\n${error.stderr}`)
      },
    )
  }
  await until(
    () =>
      type('systemctl is-system-running --wait || true').then(
        (said) => /^(running|degraded)$/m.test(said),
        () => false,
      ),
    60_000,
  )
  return { type }
}

/** Fetched and unpacked once; a machine writes into its memory and not here. */
function freshDebian(): string {
  const folder = join(process.cwd(), 'test-output', 'systemd', 'debian')
  const whole = join(folder, '..', 'is-whole')
  if (existsSync(whole)) return folder
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const args = ['--variant=minbase', `--include=${PACKAGES.join()}`, 'bookworm', folder]
  const { status, stdout } = spawnSync('/usr/sbin/debootstrap', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`No Debian could be made: ${stdout.slice(-500)}`)
  writeFileSync(whole, '')
  return folder
}

/** systemd itself, as this machine numbers it. */
async function firstProcessOf(container: number): Promise<string> {
  let first = ''
  await until(async () => {
    ;[first = ''] = readFileSync(`/proc/${container}/task/${container}/children`, 'utf8').split(' ')
    return first !== '' && readFileSync(`/proc/${first}/comm`, 'utf8').trim() === 'systemd'
  })
  return first
}
