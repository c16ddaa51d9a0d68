import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

export interface Release {
  readonly version: string
  /** Of which it was built: forty hexadecimal digits. */
  readonly commit: string
  /** What was new in it, by name, each with the SHA-256 of its text. */
  readonly migrations: Readonly<Record<string, string>>
}

/** All that universities may run, the oldest first. `docs/operating/upgrades.md` says when one is added. */
export function releases(): Release[] {
  const noted: Record<string, Omit<Release, 'version'>> = JSON.parse(
    readFileSync('src/database/migrations/released.json', 'utf8'),
  )
  return Object.entries(noted).map(([version, release]) => ({ version, ...release }))
}

/** A program that nodes can run: the file that Node is given. */
export const THIS_PROGRAM = join(process.cwd(), 'dist', 'main.js')

/**
 * The program of the last release: its source out of the history of this repository, its packages and its build as its operators have
 * them. Kept, as the first time takes half a minute; not below `node_modules`, where npm would install for us instead. Throws in a clone
 * without history.
 */
export function lastRelease(): { version: string; program: string } {
  const last = releases().at(-1)
  if (!last) throw new Error('Nothing has been released yet.')
  const folder = join(process.cwd(), 'test-output', 'releases', last.commit)
  if (!existsSync(folder)) make(last, folder)
  return { version: last.version, program: join(folder, 'dist', 'main.js') }
}

function make({ version, commit }: Release, folder: string) {
  console.log(`Release ${version} is fetched out of the history, installed and built (only the first time)…`)
  const unfinished = `${folder}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true })
  const run = (command: string, args: readonly string[], input?: Buffer) =>
    execFileSync(command, args, { cwd: unfinished, input, stdio: ['pipe', 'ignore', 'inherit'] })
  run('tar', ['-x'], sourceOf(version, commit))
  run(process.execPath, ['--eval', "import('./bin/install.mjs').then(({ install }) => install())"])
  run(process.execPath, [join('bin', 'build.mjs')])
  renameSync(unfinished, folder)
}

function sourceOf(version: string, commit: string) {
  try {
    return execFileSync('git', ['archive', commit], { maxBuffer: 1 << 30 })
  } catch (cause) {
    throw new Error(
      `Release ${version} (${commit}) is not in this clone: \`git fetch --unshallow\` brings its history.`,
      {
        cause,
      },
    )
  }
}
