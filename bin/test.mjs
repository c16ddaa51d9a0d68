/**
 * `npm test`: everything that must hold, on a fresh clone as well. Closes with the tests that this machine or user cannot run, if any, and the
 * line `N passed, N failed`, in which the build and each check of the sources count as one and each test as one. Arguments go to vitest:
 * `npm test -- src/people`.
 */
import { buildIfChanged } from './built.mjs'
import { install, root } from './install.mjs'
import { run, runTests } from './run.mjs'

const CHECKS = [
  ['Types: every part fits the next', 'node', 'node_modules/typescript-7/bin/tsc', '--noEmit', '-p', '.'],
  ['Style: written the same way everywhere', 'biome', 'check', '--error-on-warnings'],
  [
    'Imports: core knows no chapter, SQL stays in stores, rules are pure',
    'depcruise',
    'src',
    '--config',
    '.dependency-cruiser.js',
  ],
  ['Nothing unused: files, exports, packages', 'knip', '--no-progress'],
]

process.chdir(root)
install({ tools: true })
const built = await buildIfChanged().then(
  () => true,
  (error) => console.log(`✗ Build: ${error.message}\n`),
)

const checks = [built, ...(await Promise.all(CHECKS.map(runCheck)))]
console.log('Tests: rules, database, pages and the stories in a browser')
const chosen = process.argv.slice(2)
const tests = await runTests(chosen, 'vitest')
const failed = checks.filter((passed) => !passed).length + tests.failed
const passed = checks.filter((passed) => passed).length + tests.passed
// Of those that were asked for by name, all others are left out.
if (!chosen.includes('-t')) for (const test of tests.notRun) console.log(`– Cannot be run here: ${test}`)

console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

async function runCheck([sentence, command, ...args]) {
  const { code, output } = await run(command, args, 'pipe')
  console.log(`${code === 0 ? '✓' : '✗'} ${sentence}`)
  if (code !== 0) console.log(`${output}\n`)
  return code === 0
}
