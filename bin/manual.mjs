/** `npm run manual`: walks the user manual in a browser and takes its figures anew, in both languages. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildIfChanged } from './built.mjs'
import { install, root } from './install.mjs'

process.chdir(root)
install()
await buildIfChanged()
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const story = ['run', '--project', 'stories', 'test/stories/manual.story.ts']
const { status } = spawnSync(process.execPath, [vitest, ...story], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'test', TAKE_FIGURES: 'yes' },
})
process.exit(status ?? 1)
