/** Whether `dist/` is what the sources make, at the price of a look at their dates. Node's own modules only. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './install.mjs'

const stamp = join(root, 'dist', '.built-from')

/** What every build runs in, whoever began it: until it has ended well there is nothing built. */
export async function noting(build) {
  const [dates, content] = [datesOfSources(), contentOfSources()]
  rmSync(stamp, { force: true })
  await build()
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stamp, `${dates}\n${content}\n`)
}

/** New dates alone, of a copy or a checkout, are no reason to replace what a running program may still have to load. */
export function isBuilt() {
  if (!existsSync(stamp)) return false
  const [dates, content] = readFileSync(stamp, 'utf8').split('\n')
  const now = datesOfSources()
  if (dates === now) return true
  if (content !== contentOfSources()) return false
  try {
    writeFileSync(stamp, `${now}\n${content}\n`)
  } catch {
    // Another user's: the next look takes a moment longer.
  }
  return true
}

/** How many files there are and when the newest changed. A file that goes changes the number, and the date of its folder. */
function datesOfSources() {
  const all = sources()
  return `${all.length} ${Math.max(...all.map((path) => statSync(path).mtimeMs))}`
}

function contentOfSources() {
  const digest = createHash('sha256')
  for (const path of sources().sort()) {
    if (statSync(path).isFile())
      digest
        .update(`${relative(root, path)}\0`)
        .update(readFileSync(path))
        .update('\0')
  }
  return digest.digest('hex')
}

function sources() {
  const src = join(root, 'src')
  const entries = readdirSync(src, { recursive: true }).map((name) => join(src, name))
  return [src, ...entries, ...['package-lock.json', 'bin/build.mjs'].map((name) => join(root, name))]
}
