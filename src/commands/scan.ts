import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { hasTablesOfThisProgram } from '../database/index.ts'
import { scan } from '../scan/index.ts'
import { realWorld } from '../world/index.ts'
import { readArguments } from './arguments.ts'
import { Refused, withUnchanged } from './open.ts'

export const help = `npm run furta -- scan      reads the whole database for PESELs and for links, cookies, tickets and tokens that open something

  --log FILE             reads a log of the server too; may be given several times
  --letters FOLDER       reads letters too, as files (.eml): of the mailbox of a test account, say
  --markers              also looks for each line of the standard input: passwords that were typed on purpose, say

Prints table, column and row, or file and line, and the kind of what stands there; never the thing itself.
Ends with 1 when there is any. Changes nothing, and works beside a running server. More: docs/operating/scan.md`

/** `npm run furta -- scan` */
export async function run(args: readonly string[]): Promise<void> {
  const { log = [], letters = [], markers } = read(args)
  const files = (names: readonly string[]) => names.flatMap(filesIn).map((name) => ({ name, text: content(name) }))
  const lines = markers ? (await text(process.stdin)).split('\n').map((line) => line.replace(/\r$/, '')) : []
  const short = lines.filter((line) => line !== '' && line.length < 8)
  if (short.length > 0) throw new Refused('A marker of less than eight characters would be found everywhere.')
  const order = {
    markers: lines.map((value, at) => ({ kind: `marker ${at + 1}`, value })),
    logs: files(log),
    letters: files(letters),
    now: realWorld.clock.now(),
  }
  const report = await withUnchanged(async ({ db }) => {
    if (!(await hasTablesOfThisProgram(db)))
      throw new Refused('The tables are not those of this program: start it first, which brings them up to date.')
    return scan(db, order)
  })
  for (const { where, place, kind } of report.hits) console.log(`${where}  ${place}  ${kind}`)
  if (report.leftOut.length > 0) console.log(`Left out, of the demo university: ${report.leftOut.join(', ')}`)
  if (report.waitingLetters > 0) console.log(`Letters that wait to be sent, with their links: ${report.waitingLetters}`)
  const scope = `Tables: ${report.tables}, rows: ${report.rows}, files: ${order.logs.length + order.letters.length}.`
  console.log(`${scope} ${report.hits.length === 0 ? 'Nothing was found.' : `Found: ${report.hits.length}.`}`)
  if (report.hits.length > 0) process.exitCode = 1
}

function filesIn(name: string): string[] {
  try {
    return statSync(name).isDirectory() ? readdirSync(name).flatMap((inside) => filesIn(join(name, inside))) : [name]
  } catch {
    throw new Refused(`There is no file ${name}.`)
  }
}

function content(name: string) {
  return readFileSync(name, 'utf8')
}

function read(args: readonly string[]) {
  return readArguments(args, help, {
    options: {
      log: { type: 'string', multiple: true },
      letters: { type: 'string', multiple: true },
      markers: { type: 'boolean', default: false },
    },
  }).values
}
