/**
 * `npm start`: installs and builds what is missing, then runs the program. `npm run` puts `node_modules/.bin` first on the PATH, so from
 * the second time on this file already runs on Node 24, and the program is loaded into the same process.
 */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { buildIfChanged } from './built.mjs'
import { install, node24, root } from './install.mjs'

process.chdir(root)
install()
await buildIfChanged().catch(() => {
  console.error('The program could not be built. What is wrong in its sources stands above.')
  process.exit(1)
})

const program = join(root, 'dist', 'main.js')
if (Number.parseInt(process.versions.node, 10) >= 24) await import(program)
else runOnNode24()

function runOnNode24() {
  const child = spawn(node24, [...process.execArgv, program, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}
