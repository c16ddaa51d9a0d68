/**
 * `npm run test:systemd`: a Debian of its own, booted with its systemd in a container, on which the commands of the install page are typed
 * as they stand there. Says in a sentence what is not on this machine and what brings it, and then tests nothing. Installs nothing on
 * the machine; the Debian is fetched from Debian the first time, and kept in `test-output/systemd`. Closes with
 * `N passed, N failed, N skipped`. Arguments go to vitest.
 */
import { needed } from '../test/systemd/needed.mjs'
import { buildIfChanged } from './built.mjs'
import { install, root } from './install.mjs'
import { lacks, runTests } from './run.mjs'

process.chdir(root)
const isLacking = lacks(needed)
const isRoot = process.getuid?.() === 0
if (!isRoot) console.log('Only root can boot a machine in a container.')
if (isLacking || !isRoot) {
  console.log('\n0 passed, 0 failed, all skipped: nothing was tested')
  process.exit(1)
}
install({ tools: true })
await buildIfChanged()
const args = ['--config', 'test/systemd/vitest.config.ts', ...process.argv.slice(2)]
const { passed, failed, skipped } = await runTests(args, 'systemd')

console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed === 0 ? 0 : 1)
