import { BadSettings, openKeys, readSettings, secretPlaces } from '../config/index.ts'
import { examine, type Finding } from '../doctor/index.ts'
import { canonicalAddress } from '../people/index.ts'
import { securityTxtWarning } from '../security-txt/index.ts'
import { realWorld } from '../world/index.ts'
import { readArguments } from './arguments.ts'
import { Refused, withUnchanged } from './open.ts'

export const help = `npm run furta -- doctor                        looks at settings, files, database, keys, mail, DNS, certificate and proxy
      --letter-to ADDRESS     sends a real letter there, too
      --resolver ADDRESS      asks this server of names instead of the machine's own: 9.9.9.9, 127.0.0.1:5353
      --json                  for other programs: one list of findings

Changes nothing, and prints no secret. Exit code 1: something is broken. More: docs/operating/doctor.md`

/** `npm run furta -- doctor` */
export async function run(args: readonly string[]): Promise<void> {
  const { json, 'letter-to': letterTo, resolver } = read(args)
  const recipient = letterTo === undefined ? undefined : canonicalAddress(letterTo)
  if (letterTo !== undefined && recipient === undefined) throw new Refused(`${letterTo} is no address.`)
  const findings: Finding[] = []
  for await (const finding of findingsOf(recipient, resolver)) {
    findings.push(finding)
    if (!json) console.log(lineOf(finding))
  }
  const count = (verdict: Finding['verdict']) => findings.filter((one) => one.verdict === verdict).length
  if (json) console.log(JSON.stringify(findings, null, 2))
  else console.log(`\n${count('fine')} fine, ${count('look')} to look at, ${count('broken')} broken.`)
  if (count('broken') > 0) process.exitCode = 1
}

async function* findingsOf(letterTo: string | undefined, resolver: string | undefined): AsyncGenerator<Finding> {
  let settings: ReturnType<typeof readSettings>
  try {
    settings = readSettings()
  } catch (error) {
    if (!(error instanceof BadSettings)) throw error
    for (const fault of error.faults)
      yield { about: 'settings', verdict: 'broken', says: fault, todo: 'docs/operating/settings.md' }
    return
  }
  yield* examine({
    settings,
    secrets: secretPlaces(),
    world: realWorld,
    onDatabase: (work) => withUnchanged(({ db }) => work(db)),
    keys: () => openKeys(settings, realWorld.random),
    reminders: [securityTxtWarning(settings, realWorld.clock.now())],
    letterTo,
    resolver,
  })
}

const marks = { fine: 'fine  ', look: 'look  ', broken: 'BROKEN' } as const

function lineOf({ about, verdict, says, todo }: Finding) {
  return `${marks[verdict]}  ${about}: ${says}${todo === undefined ? '' : `\n          → ${todo}`}`
}

function read(args: readonly string[]) {
  return readArguments(args, help, {
    options: {
      json: { type: 'boolean', default: false },
      'letter-to': { type: 'string' },
      resolver: { type: 'string' },
    },
  }).values
}
