/** Keeps `dist/` in step with the sources. Node's own modules only, until it has to build. */
import { isBuilt } from './sources.mjs'

/** Builds `dist/` when a source has changed, come or gone since the last build. Standard output is for what a command prints. */
export async function buildIfChanged() {
  if (isBuilt()) return
  console.error('Building…')
  const { build } = await import('./build.mjs')
  await build()
  // Its helper process would otherwise live as long as the program does.
  await (await import('esbuild')).stop()
}
