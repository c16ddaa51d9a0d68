import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemRandom } from '../world/index.ts'
import { BadSettings, makeDataFolder, openKeys, readSettings } from './index.ts'

test('keys are made at the first start and are the same at every other', () => {
  const settings = inNewFolder()
  const mac = () => openKeys(settings, systemRandom).app.mac('form', 'x').toString('hex')
  expect(mac()).toBe(mac())
  expect(readdirSync(join(settings.DATA_DIR, 'keys')).sort()).toEqual(['app-secret.key', 'pesel-key.key'])
})

test('a key file that is empty, as a full disk leaves it, stops the start: nobody goes on with a key that all can guess', () => {
  const settings = inNewFolder()
  openKeys(settings, systemRandom)
  writeFileSync(join(settings.DATA_DIR, 'keys', 'app-secret.key'), '')
  expect(() => openKeys(settings, systemRandom)).toThrow(BadSettings)
})

// Node's own way of making folders one in another never ends there: it is tried in a process that can be ended.
test.runIf(existsSync('/proc/self'))('a data folder where nobody can make one stops the start in a sentence', () => {
  const code = `const { openKeys, readSettings } = await import('./src/config/index.ts')
    const { systemRandom } = await import('./src/world/index.ts')
    openKeys(readSettings({ DATA_DIR: '/proc/x/data' }), systemRandom)`
  const tried = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    timeout: 20_000,
    killSignal: 'SIGKILL',
  })
  expect(tried.signal).toBeNull()
  expect(tried.stderr).toMatch(
    /BadSettings: The settings.*\n {2}- DATA_DIR cannot be used: \/proc\/x cannot be made or read \(ENOENT\)/,
  )
})

test('a data folder is made with those above it, and one below a file is told', () => {
  const { DATA_DIR } = inNewFolder()
  const deep = join(DATA_DIR, 'one', 'two')
  makeDataFolder({ DATA_DIR: deep })
  makeDataFolder({ DATA_DIR: deep })
  writeFileSync(join(deep, 'file'), '')
  expect(() => makeDataFolder({ DATA_DIR: join(deep, 'file', 'data') })).toThrow(
    /DATA_DIR cannot be used: .* \(ENOTDIR\)/,
  )
})

function inNewFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'furta-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return readSettings({ DATA_DIR: join(folder, 'data') })
}
