/**
 * `npm run test:interop`: clients that Debian packs use the sign-in, as they are. Says in a sentence which of them are not on this
 * machine and what brings them, tries the others on loopback, and closes with `N passed, N failed, N skipped`. Installs nothing, and
 * touches no Apache of the machine's own. Arguments go to vitest.
 */
import { clients, isHere } from '../test/interop/clients.mjs'
import { buildIfChanged } from './built.mjs'
import { install, root } from './install.mjs'
import { runTests } from './run.mjs'

process.chdir(root)
install({ tools: true })
await buildIfChanged()

for (const [name, { is, packages }] of Object.entries(clients)) {
  if (isHere(name)) console.log(`${is} is tried.`)
  else console.log(`${is} cannot be tried: it is not installed. On Debian: apt-get install ${packages.join(' ')}`)
}
const args = ['--config', 'test/interop/vitest.config.ts', ...process.argv.slice(2)]
const { passed, failed, skipped } = await runTests(args, 'interop')

console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exit(failed === 0 ? 0 : 1)
