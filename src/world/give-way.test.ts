import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { ownPriority } from './give-way.ts'

/** As a program says that is started so. */
function startedBy(...command: readonly string[]): ReturnType<typeof ownPriority> & { readonly isAllIdle: boolean } {
  const ask = `import { isAllIdle, ownPriority } from ${JSON.stringify(new URL('give-way.ts', import.meta.url).href)}
    console.log(JSON.stringify({ ...ownPriority(), isAllIdle: isAllIdle() }))`
  const [first = '', ...others] = [...command, process.execPath, '--input-type=module', '--eval', ask]
  return JSON.parse(spawnSync(first, others, { encoding: 'utf8' }).stdout)
}

test.runIf(process.platform === 'linux')('a program knows when nothing of it can give way to anything else', () => {
  expect(startedBy('chrt', '-i', '0')).toMatchObject({ policy: 5, isAllIdle: true })
  expect(startedBy('chrt', '-b', '0')).toMatchObject({ policy: 3, isAllIdle: false })
  expect(startedBy('nice', '-n', '19')).toMatchObject({ nice: 19 })
})
