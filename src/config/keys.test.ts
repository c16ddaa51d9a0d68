import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemRandom } from '../world/index.ts'
import { BadSettings, openKeys, readSettings } from './index.ts'

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

function inNewFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'furta-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return readSettings({ DATA_DIR: join(folder, 'data') })
}
