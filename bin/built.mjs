/** Keeps `dist/` in step with the sources, at the price of a look at their dates. Node's own modules only. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'

const stamp = join(root, 'dist', '.built-from')

/** Builds `dist/` when a source has changed, come or gone since the last build. */
export async function buildIfChanged() {
  const sources = stateOfSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  console.log('Building…')
  const { build } = await import('./build.mjs')
  await build()
  // Its helper process would otherwise live as long as the program does.
  await (await import('esbuild')).stop()
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stamp, sources)
}

/** How many files there are and when the newest changed. A file that goes changes the number, and the date of its folder. */
function stateOfSources() {
  const src = join(root, 'src')
  const entries = readdirSync(src, { recursive: true }).map((name) => join(src, name))
  const others = ['package-lock.json', 'bin/build.mjs'].map((name) => join(root, name))
  const newest = Math.max(...[src, ...entries, ...others].map((path) => statSync(path).mtimeMs))
  return `${entries.length} ${newest}`
}
