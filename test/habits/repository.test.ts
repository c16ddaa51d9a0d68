import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// A clone may come without git's own folder; then there is nothing committed to look at but the files named here.
const committed = existsSync('.git')
  ? execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
      .split('\0')
      .filter((path) => path && existsSync(path))
  : ['package.json', 'package-lock.json', '.npmrc', 'README.md']

const texts = committed
  .filter((path) => !/\.(png|jpg|ico|webp|br|woff2?)$/.test(path))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }))

test('the lock file names packages and their digests, and no address they came from', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const entries = Object.entries<{ resolved?: string; integrity?: string; link?: boolean }>(packages).filter(
    ([path]) => path !== '',
  )
  expect(entries.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([])
  expect(entries.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([])
})

test('nothing is installed that npm has not been told to trust with a script', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const { allowScripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const scripted = Object.entries<{ hasInstallScript?: boolean }>(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
  expect(Object.keys(allowScripts).sort()).toEqual(
    expect.arrayContaining(scripted.filter((name) => !MAC_ONLY.includes(name))),
  )
})

// Optional, for one system, never installed here.
const MAC_ONLY = ['fsevents']

test('no file names a package registry', () => {
  expect(linesWith(/registry\.[\w-]+\.\w|:\/\/[^/ ]*registry|_authToken|npmjs\.org/)).toEqual([])
})

test('no file names a folder of somebody’s machine', () => {
  // `/Users/.search` and `/Users/nobody` are addresses of SCIM.
  const folder = /(?<![\w.~/)}-])\/(work|home|Users(?!\/(\.search|nobody)\b)|root|tmp|mnt|private)\/[\w.-]+\/?[\w.-]+/
  expect(linesWith(folder)).toEqual([])
})

function linesWith(pattern: RegExp) {
  return texts
    .filter(({ path }) => !path.startsWith('test/habits/repository'))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 120)}`] : [])),
    )
}
