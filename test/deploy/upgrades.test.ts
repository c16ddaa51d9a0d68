import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from './folder.ts'

// The commands of the page of upgrades, typed where npm, systemctl and curl only say what they were asked, and of which release.

const commands = [...readFileSync('docs/operating/upgrades.md', 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map(
  ([, text = '']) => text,
)
const [renew = '', takeBack = ''] = commands

test('a release is built beside the one that runs, takes its place by a link, and each node is ready before the next is renewed', () => {
  const machine = layMachine()
  expect(machine.type(renew)).toEqual([
    'npm install in furta-0.3.0, furta-0.2.0 runs',
    'npm run build in furta-0.3.0, furta-0.2.0 runs',
    'systemctl restart furta@3000 in furta-0.3.0, furta-0.3.0 runs',
    'curl -fso /dev/null http://127.0.0.1:3000/readyz in furta-0.3.0, furta-0.3.0 runs',
    'systemctl restart furta@3001 in furta-0.3.0, furta-0.3.0 runs',
    'curl -fso /dev/null http://127.0.0.1:3001/readyz in furta-0.3.0, furta-0.3.0 runs',
  ])
  machine.type(takeBack)
  expect(machine.runs()).toBe('furta-0.2.0')
})

test('a node that does not get ready keeps the others from being renewed', () => {
  const machine = layMachine({ curl: 'exit 22' })
  const said = machine.type(renew)
  expect(said.filter((line) => line.startsWith('systemctl'))).toHaveLength(1)
  expect(said.filter((line) => line.startsWith('curl')).length).toBeGreaterThan(1)
})

function layMachine({ curl = 'exit 0' } = {}) {
  const folder = temporaryFolder()
  for (const path of ['bin', 'opt', 'opt/furta-0.2.0', 'opt/furta-0.3.0']) mkdirSync(join(folder, path))
  const link = join(folder, 'opt', 'furta')
  symlinkSync('furta-0.2.0', link)
  for (const [name, end] of Object.entries({ npm: 'exit 0', systemctl: 'exit 0', curl })) {
    const says = `echo "${name} $* in $(basename "$(pwd -P)"), $(readlink ${link}) runs"`
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${says}\n${end}\n`, { mode: 0o755 })
  }
  return {
    type(text: string) {
      const typed = text.replaceAll('/opt/', `${folder}/opt/`).replace('sleep 1', 'sleep 0.1')
      const env = { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` }
      const { stdout, stderr } = spawnSync('/bin/sh', ['-euc', typed], { encoding: 'utf8', env, timeout: 2_000 })
      expect(stderr).toBe('')
      return stdout.trimEnd().split('\n')
    },
    runs: () => readlinkSync(link),
  }
}
