/** `npm run seed -- --people 60000`: fills the registry with invented people. Says what it does with `--help`. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { install, node24, root } from './install.mjs'

process.chdir(root)
install()

if (Number.parseInt(process.versions.node, 10) >= 24) await import('../src/demo/crowd/seed-command.ts')
else {
  const child = spawn(node24, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  child.on('exit', (code) => process.exit(code ?? 1))
}
