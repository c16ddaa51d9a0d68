import module from 'node:module'
import { fileURLToPath } from 'node:url'

if (Number.parseInt(process.versions.node, 10) < 24) {
  console.error(
    `Furta runs on Node 24 or newer, and this is ${process.version}. \`npm install\` brings one along: node_modules/node/bin/node.`,
  )
  process.exit(1)
}

/**
 * What `node dist/main.js` runs. Reading the program is a quarter of a start, and leaves ten MiB behind in the heap of C: with this store,
 * which is filled at the end of each run, the next start finds it read. Where the folder cannot be written the program does without, and where
 * `NODE_COMPILE_CACHE` names another, that one serves.
 */
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))

// The name is put together here, so that the build leaves the program in a file of its own.
await import(new URL('./serve.js', import.meta.url).href)
