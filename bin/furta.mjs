/** `npm run furta -- <command>`: what an operator does on the command line. Without a command it says which there are. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { install, node24, root } from './install.mjs'

process.chdir(root)
install()

if (Number.parseInt(process.versions.node, 10) >= 24) await import('../src/furta.ts')
else {
  const child = spawn(node24, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  child.on('exit', (code) => process.exit(code ?? 1))
}
