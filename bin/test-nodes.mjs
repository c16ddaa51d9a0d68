/**
 * `npm run test:nodes`: three nodes as processes of their own behind a real HAProxy and a real nginx, over a PostgreSQL with a standby,
 * with the files of `deploy/`. Says in a sentence what is not on this machine and what brings it, and then tests nothing: half of it
 * would prove nothing. Closes with `N passed, N failed, N skipped`. Installs nothing on the machine; the last release is fetched out of the
 * history, installed and built the first time, and kept in `test-output/releases`. Arguments go to vitest.
 */
import { cannotBeMade } from '../test/faults/possible.mjs'
import { needed } from '../test/nodes/needed.mjs'
import { buildIfChanged } from './built.mjs'
import { install, root } from './install.mjs'
import { lacks, runTests } from './run.mjs'

process.chdir(root)
if (lacks(needed)) {
  console.log('\n0 passed, 0 failed, all skipped: nothing was tested')
  process.exit(1)
}
const alone = cannotBeMade()['two releases']
if (alone) console.log(alone)
install({ tools: true })
await buildIfChanged()
const args = ['--config', 'test/nodes/vitest.config.ts', ...process.argv.slice(2)]
const { passed, failed, skipped } = await runTests(args, 'nodes')

console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed === 0 ? 0 : 1)
