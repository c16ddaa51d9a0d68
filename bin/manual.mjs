/** `npm run manual`: walks both manuals in a browser and takes their figures anew, in both languages. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildIfChanged } from './built.mjs'
import { install, root } from './install.mjs'

process.chdir(root)
install({ tools: true })
await buildIfChanged()
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
// One after the other: both write down the words of their figures.
const stories = ['test/stories/manual.story.ts', 'test/stories/desk-manual.story.ts']
const story = ['run', '--project', 'stories', '--no-file-parallelism', ...stories]
const { status } = spawnSync(process.execPath, [vitest, ...story], {
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'test', TAKE_FIGURES: 'yes' },
})
process.exit(status ?? 1)
