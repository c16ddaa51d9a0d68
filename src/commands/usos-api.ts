import { loadInstitution, openKeys } from '../config/index.ts'
import { type Speaker, speaker } from '../language/index.ts'
import { reportOf, sayReport } from '../provisioning/index.ts'
import {
  carryOn,
  checkConnection,
  type PullParts,
  pulls,
  pullUnderWay,
  sayHeld,
  sayProblem,
  sayPull,
  startPull,
  stopPull,
} from '../provisioning/usos-api/index.ts'
import { realWorld } from '../world/index.ts'
import { noSuchAction, readArguments } from './arguments.ts'
import { importTexts, sayDone } from './import-texts.ts'
import { Refused, withRegistry } from './open.ts'

export const help = `npm run furta -- usos-api check              asks the USOS API whether address, key, clock and fields are right
npm run furta -- usos-api pull --dry-run     only says what a pull would change
npm run furta -- usos-api pull               pulls everybody, and puts it into the registry within the limits
npm run furta -- usos-api status             what became of the last pulls, and how far the one under way is
npm run furta -- usos-api stop               stops the pull that is under way; nothing of it goes in

  --quick                 only newcomers, people who come back and people who wait; nobody can be missing
  --even-if-many-change   goes in even past USOS_API_MOST_CHANGES, USOS_API_MOST_LEAVERS and MOST_LEAVERS
  --polish                says it in Polish

Works beside a running server. Key, rights and limits: docs/operating/usos-api.md`

const quiet = () => {}
/** What a pull has to tell is printed; a fault of ours is printed as it is. */
const aloud: PullParts['log'] = {
  debug: quiet,
  info: quiet,
  warn: quiet,
  error: (fault: unknown) => {
    if (typeof fault === 'object' && fault !== null && 'err' in fault) console.error(fault.err)
  },
}

/** `npm run furta -- usos-api …` */
export async function run(args: readonly string[]): Promise<void> {
  const { action, quick, dryRun, evenIfManyChange, polish } = read(args)
  const say = speaker(polish ? 'pl' : 'en', {}, new Map())
  await withRegistry(async (database, settings) => {
    if (settings.USOS_API_URL === undefined)
      throw new Refused('USOS_API_URL is not set: there is nothing to pull from.')
    const keys = openKeys(settings, realWorld.random)
    const parts: PullParts = {
      database,
      settings,
      world: realWorld,
      institution: loadInstitution(settings.INSTITUTION_FILE),
      peselKeys: keys.pesel,
      keys: keys.app,
      log: aloud,
    }
    switch (action) {
      case 'check':
        return check(parts, say)
      case 'status':
        return status(parts, say)
      case 'stop':
        return console.log((await stopPull(parts, 'operator')) ? 'Stopped.' : 'No pull is under way.')
      case 'pull':
        return pull(parts, say, { kind: quick ? 'quick' : 'sweep', dryRun, evenIfManyChange })
    }
  })
}

async function check(parts: PullParts, say: Speaker) {
  const found = await checkConnection(parts)
  if ('problem' in found) throw new Refused(sayProblem(say, found.problem))
  console.log(`The USOS API answers, and accepts the key. Units: ${found.units}.`)
  if (found.without.length > 0) console.log(`Fields this key may not read: ${found.without.join(', ')}.`)
}

async function status(parts: PullParts, say: Speaker) {
  const all = await pulls(parts, 10)
  if (all.length === 0) console.log('There has been no pull yet.')
  for (const one of all) console.log(sayPull(say, one))
}

async function pull(
  parts: PullParts,
  say: Speaker,
  { kind, dryRun, evenIfManyChange }: { kind: 'sweep' | 'quick'; dryRun: boolean; evenIfManyChange: boolean },
) {
  const began = performance.now()
  const id = await startPull(parts, { kind, by: 'operator', dryRun })
  if (id === undefined) {
    const underWay = await pullUnderWay(parts)
    throw new Refused(`A pull is under way.${underWay ? `\n${sayPull(say, underWay)}` : ''}\nTo stop it: usos-api stop`)
  }
  const { pull: ended, report } = await carryOn(parts, id, { signal: new AbortController().signal, evenIfManyChange })
  const summary = report?.summary
  if (summary) console.log(sayReport(say, summary, { confirmed: evenIfManyChange }).join('\n'))
  switch (ended?.state) {
    case 'reported':
      return console.log(`\n${say(importTexts.dryRun)}`)
    case 'unchanged':
      return console.log(`\n${say(importTexts.nothingToChange)}`)
    case 'applied':
      return console.log(`\n${sayDone(say, performance.now() - began)}`)
    case 'waiting': {
      const run = ended.run && (await reportOf(parts.database.db, ended.run))
      throw new Refused(
        `${sayHeld(say, ended.held ?? 'changes')}\nIt waits at the desk${run ? `: /desk/import/${run.run}` : ''}. If it is right: --even-if-many-change`,
      )
    }
    case 'failed':
      throw new Refused(
        [...(ended.problem ? [sayProblem(say, ended.problem)] : []), say(importTexts.unchanged)].join('\n'),
      )
    case 'pulling':
      // Of a source that is down, or of another import: the server goes on with it.
      throw new Refused(
        `${ended.problem ? sayProblem(say, ended.problem) : 'Another import is under way.'}\nNothing was changed. The pull goes on by itself; to give it up: usos-api stop`,
      )
    case undefined:
      throw new Refused('The server carries this pull on. To see how far it is: usos-api status')
    default:
      throw new Refused('The pull was stopped. Nothing was changed.')
  }
}

const actions = ['check', 'pull', 'status', 'stop'] as const

function read(args: readonly string[]) {
  const { values, positionals } = parse(args)
  const [first, more] = positionals
  const action = actions.find((one) => one === first)
  if (action === undefined || more !== undefined)
    throw noSuchAction('usos-api', action === undefined ? first : more, help)
  return {
    action,
    quick: values.quick,
    dryRun: values['dry-run'],
    evenIfManyChange: values['even-if-many-change'],
    polish: values.polish,
  }
}

function parse(args: readonly string[]) {
  return readArguments(args, help, {
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      'even-if-many-change': { type: 'boolean', default: false },
      polish: { type: 'boolean', default: false },
    },
  })
}
