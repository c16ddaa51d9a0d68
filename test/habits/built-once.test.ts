import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'furta-checkout-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A checkout of its own. No npm is on its path: whoever wants to install fails. */
function checkout(name: string, ...parts: string[]) {
  const place = join(folder, name)
  for (const part of parts) cpSync(part, join(place, part), { recursive: true })
  return {
    place,
    run(...asked: (string | NodeJS.ProcessEnv)[]) {
      const args = asked.filter((one) => typeof one === 'string')
      const env = Object.assign({}, ...asked.filter((one) => typeof one === 'object'))
      const { status, stdout, stderr } = spawnSync(process.execPath, args, {
        cwd: place,
        env: { PATH: '', NODE_ENV: 'test', ...env },
        encoding: 'utf8',
      })
      return { status, stdout, stderr }
    },
  }
}

test('what `npm run build` has built no command builds again, and one that has to build prints no word of it among its data', () => {
  const { place, run } = checkout('sources', 'bin', 'src', 'package.json', 'package-lock.json')
  symlinkSync(join(process.cwd(), 'node_modules'), join(place, 'node_modules'))
  const program = join(place, 'dist', 'furta.js')
  const builtAt = () => statSync(program).mtimeMs
  expect(run('bin/build.mjs')).toMatchObject({ status: 0, stdout: 'Built: dist/\n' })
  const built = builtAt()
  const asked = ['bin/furta.mjs', 'audit', '--help']
  expect(run(...asked)).toMatchObject({
    status: 0,
    stderr: '',
    stdout: expect.stringMatching(/^npm run furta -- audit/),
  })
  expect(run('bin/furta.mjs', 'nonsense')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /^There is no command “nonsense”\. There are: doctor, backup, .*\.\n\nWhat one of them does: .*\n$/,
    ),
  })
  // As a copy or a checkout of the same leaves them.
  utimesSync(join(place, 'src', 'furta.ts'), new Date(), new Date())
  expect(run(...asked)).toMatchObject({ status: 0, stderr: '' })
  expect(builtAt()).toBe(built)

  appendFileSync(join(place, 'src', 'furta.ts'), '// changed\n')
  expect(run(...asked)).toMatchObject({
    stderr: 'Building…\n',
    stdout: expect.stringMatching(/^npm run furta -- audit/),
  })
  expect(builtAt()).not.toBe(built)
})

test('what npm has installed is not installed again, the tools of the tests only when they are wanted', () => {
  const { place, run } = checkout('packages', 'bin/install.mjs')
  const node = join(place, 'node_modules', 'node', 'bin')
  mkdirSync(node, { recursive: true })
  symlinkSync(process.execPath, join(node, 'node'))
  const packages = {
    '': {},
    'node_modules/wanted': { version: '1.0.0' },
    'node_modules/tool': { version: '1.0.0', dev: true },
    'node_modules/elsewhere': { version: '1.0.0', optional: true, os: ['elsewhere'], cpu: [process.arch] },
  }
  const { 'node_modules/tool': tool, 'node_modules/elsewhere': _, ...production } = packages
  const put = (file: string, all: object) => writeFileSync(join(place, file), JSON.stringify({ packages: all }))
  const install = (how = '') => run('-e', `import('./bin/install.mjs').then(({ install }) => install(${how}))`)
  const quiet = { status: 0, stdout: '', stderr: '' }
  const wants = { status: 1, stdout: '', stderr: expect.stringMatching(/^Installing[\s\S]*npm could not install/) }

  put('package-lock.json', packages)
  put('node_modules/.package-lock.json', production)
  for (let time = 0; time < 2; time++) expect(install()).toEqual(quiet)
  expect(install('{ tools: true }')).toEqual(wants)
  put('node_modules/.package-lock.json', { ...production, 'node_modules/tool': tool })
  expect(install('{ tools: true }')).toEqual(quiet)
  expect(readFileSync(join(place, 'node_modules', '.installed-from'), 'utf8')).toMatch(/^[0-9a-f]{64} \S+$/)
  put('package-lock.json', { ...packages, 'node_modules/wanted': { version: '1.0.1' } })
  expect(install()).toEqual(wants)
})

test('npm is not left waiting for a server that says nothing, and is asked once more when it has given up', () => {
  const { place, run } = checkout('silence', 'bin/install.mjs')
  const node = join(place, 'node_modules', 'node', 'bin')
  mkdirSync(node, { recursive: true })
  symlinkSync(process.execPath, join(node, 'node'))
  writeFileSync(
    join(place, 'package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/wanted': { version: '1.0.0' } } }),
  )
  const npm = join(place, 'npm-cli.js')
  writeFileSync(
    npm,
    `const { appendFileSync, readFileSync } = require('node:fs')
    const { npm_config_fetch_timeout: each, npm_config_fetch_retries: retries } = process.env
    appendFileSync('asked', each + ' ' + retries + '\\n')
    process.exit(readFileSync('asked', 'utf8').split('\\n').length > 2 ? 0 : 1)`,
  )
  const install = (env: object = {}) => {
    rmSync(join(place, 'asked'), { force: true })
    rmSync(join(place, 'node_modules', '.installed-from'), { force: true })
    const { status } = run('-e', `import('./bin/install.mjs').then(({ install }) => install())`, {
      npm_execpath: npm,
      ...env,
    })
    return { status, asked: readFileSync(join(place, 'asked'), 'utf8') }
  }
  expect(install()).toEqual({ status: 0, asked: '30000 4\n30000 4\n' })
  expect(install({ npm_config_fetch_timeout: '600000' })).toEqual({ status: 0, asked: '600000 4\n600000 4\n' })
})
