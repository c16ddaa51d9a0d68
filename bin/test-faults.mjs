/**
 * `npm run test:faults`: everything that a university's sign-in stands on is broken in turn while simulated people are at work, and a
 * checker reads database and mailboxes after each fault. Takes some twenty minutes on two cores. Says in a sentence which faults cannot
 * be made on this machine and why, tells the figures at the end, and closes with `N passed, N failed, N skipped`. Arguments go to
 * vitest: `npm run test:faults -- mail`. FAULTS_SEED throws the dice of an earlier run again.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cannotBeMade } from '../test/faults/possible.mjs'
import { buildIfChanged } from './built.mjs'
import { install, root } from './install.mjs'
import { runTests } from './run.mjs'

process.chdir(root)
install({ tools: true })
await buildIfChanged()

for (const sentence of Object.values(cannotBeMade())) console.log(sentence)
const figures = join(root, 'test-output', 'faults-figures.txt')
rmSync(figures, { force: true })
const begun = performance.now()
const args = ['--config', 'test/faults/vitest.config.ts', ...process.argv.slice(2)]
const { passed, failed, skipped } = await runTests(args, 'faults')

if (existsSync(figures)) console.log(`\n${readFileSync(figures, 'utf8')}`)
console.log(`After ${Math.round((performance.now() - begun) / 60_000)} minutes.`)
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed === 0 ? 0 : 1)
