/** `npm run bench` runs every measurement, `npm run bench -- signin` one of them. Each says the bar it must reach. */
import { desk } from './desk.ts'
import { importPeople } from './import.ts'
import { notRecognized } from './not-recognized.ts'
import { page } from './page.ts'
import { signIn } from './signin.ts'
import { start } from './start.ts'

const measurements = { signin: signIn, page, start, import: importPeople, desk, 'not-recognized': notRecognized }

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !(name in measurements))
if (unknown !== undefined) {
  console.error(`There is no measurement called ${unknown}. There are: ${Object.keys(measurements).join(', ')}.`)
  process.exit(2)
}
let missed = 0
for (const [name, measure] of Object.entries(measurements)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n${name}`)
  for (const { what, figure, bar, reached } of await measure()) {
    console.log(`  ${reached ? 'reached' : 'MISSED '}  ${what}: ${figure}   (bar: ${bar})`)
    if (!reached) missed += 1
  }
}
process.exit(missed > 0 ? 1 : 0)
