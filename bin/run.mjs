/** Runs tools and tests for `npm test` and the runs of their own. Node's own modules only. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './install.mjs'

/** Runs an installed tool; `output` is `pipe` to hear what it says, `inherit` to let it speak. */
export function run(command, args, output) {
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

/** Runs vitest and counts; `notRun` names the tests that cannot be run here. That no test was run, or that it ended with an error outside any test, is one failure. */
export async function runTests(args, name) {
  const report = join(root, 'test-output', `${name}.json`)
  rmSync(report, { force: true })
  mkdirSync(join(root, 'test-output'), { recursive: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await run('vitest', ['run', ...reporters, ...args], 'inherit')

  const { passed, failed, skipped, notRun } = countTests(report)
  const none = passed + skipped === 0
  if (failed === 0 && none) console.log('✗ No test was run.')
  else if (failed === 0 && code !== 0)
    console.log(`✗ The tests ended with an error outside any test (exit code ${code}).`)
  const failedOtherwise = failed === 0 && (none || code !== 0) ? 1 : 0
  return { passed, failed: failed + failedOtherwise, skipped, notRun }
}

/** A file that could not be loaded holds no failed test and counts as one. No report at all means that vitest broke down. */
function countTests(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const broken = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
    )
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
    const notRun = tests.filter(({ status }) => status === 'skipped').map(({ fullName }) => fullName)
    return { passed: numPassedTests, failed: numFailedTests + broken.length, skipped: numPendingTests, notRun }
  } catch {
    return { passed: 0, failed: 0, skipped: 0, notRun: [] }
  }
}

/** The installed tools first. Settings of a real installation, set in the shell, must not reach the tests. */
function environment() {
  const { DATABASE_URL, SMTP_URL, PUBLIC_ORIGIN, DATA_DIR, PORT, HOST, ...rest } = process.env
  return { ...rest, NODE_ENV: 'test', PATH: join(root, 'node_modules', '.bin') + delimiter + rest.PATH }
}

/**
 * Whether this machine lacks something that tests need of Debian: says in a sentence what it is and what brings it. `needed` names for each
 * the file by which it is known to be there, and its packages.
 */
export function lacks(needed) {
  const missing = Object.entries(needed).filter(([, { file }]) => file === undefined || !existsSync(file))
  for (const [name, { packages }] of missing)
    console.log(`${name} is not on this machine. On Debian: apt-get install ${packages.join(' ')}`)
  return missing.length > 0
}
