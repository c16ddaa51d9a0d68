/**
 * `npm test`: everything that must hold, on a fresh clone as well. Closes with the line `N passed, N failed`, in which the build and each
 * check of the sources count as one and each test as one. Arguments go to vitest: `npm test -- src/people`.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { buildIfChanged } from './built.mjs'
import { install, root } from './install.mjs'

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
install()
const built = await buildIfChanged().then(
  () => true,
  (error) => console.log(`✗ Build: ${error.message}\n`),
)

const checks = [built, ...(await Promise.all(CHECKS.map(runCheck)))]
const tests = await runTests()
const failed = checks.filter((passed) => !passed).length + tests.failed
const passed = checks.filter((passed) => passed).length + tests.passed

console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

async function runCheck([sentence, command, ...args]) {
  const { code, output } = await run(command, args, 'pipe')
  console.log(`${code === 0 ? '✓' : '✗'} ${sentence}`)
  if (code !== 0) console.log(`${output}\n`)
  return code === 0
}

async function runTests() {
  console.log('Tests: rules, database, pages and the stories in a browser')
  const report = join(root, 'test-output', 'vitest.json')
  rmSync(report, { force: true })
  mkdirSync(join(root, 'test-output'), { recursive: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await run('vitest', ['run', ...reporters, ...process.argv.slice(2)], 'inherit')

  const { passed, failed } = countTests(report)
  if (failed === 0 && passed === 0) console.log('✗ No test was run.')
  else if (failed === 0 && code !== 0)
    console.log(`✗ The tests ended with an error outside any test (exit code ${code}).`)
  const failedOtherwise = failed === 0 && (passed === 0 || code !== 0) ? 1 : 0
  return { passed, failed: failed + failedOtherwise }
}

/** A file that could not be loaded holds no failed test and counts as one. No report at all means that vitest broke down. */
function countTests(report) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
    )
    return { passed: numPassedTests, failed: numFailedTests + broken.length }
  } catch {
    return { passed: 0, failed: 0 }
  }
}

function run(command, args, output) {
  const child = spawn(command, args, { cwd: root, env: environment(), stdio: ['ignore', output, output] })
  const forward = (signal) => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, forward)
  const heard = []
  child.stdout?.on('data', (part) => heard.push(part))
  child.stderr?.on('data', (part) => heard.push(part))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: String(error) }))
    child.on('close', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, forward)
      resolve({ code: code ?? 1, output: Buffer.concat(heard).toString() })
    })
  })
}

/** The installed tools first. Settings of a real installation, set in the shell, must not reach the tests. */
function environment() {
  const { DATABASE_URL, SMTP_URL, PUBLIC_ORIGIN, DATA_DIR, PORT, HOST, ...rest } = process.env
  return { ...rest, NODE_ENV: 'test', PATH: join(root, 'node_modules', '.bin') + delimiter + rest.PATH }
}
