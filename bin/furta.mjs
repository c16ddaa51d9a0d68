/**
 * `npm run furta -- <command>`: what an operator does on the command line. Without a command it says which there are. Built like the
 * server: letters are written in JSX, which Node does not read.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildIfChanged } from './built.mjs'
import { install, node24, root } from './install.mjs'

process.chdir(root)
install()
await buildIfChanged().catch(() => {
  console.error('The program could not be built. What is wrong in its sources stands above.')
  process.exit(1)
})

const program = join(root, 'dist', 'furta.js')
if (Number.parseInt(process.versions.node, 10) >= 24) await import(program)
else {
  const child = spawn(node24, [program, ...process.argv.slice(2)], { stdio: 'inherit' })
  child.on('exit', (code) => process.exit(code ?? 1))
}
