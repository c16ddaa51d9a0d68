import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { loadInstitution, openKeys } from '../config/index.ts'
import { type Speaker, speaker } from '../language/index.ts'
import {
  applyImport,
  type CsvEncoding,
  cancelImport,
  csvEncodings,
  type FeedFault,
  type ImportParts,
  planImport,
  sayFault,
  sayRefusal,
  sayReport,
} from '../provisioning/index.ts'
import { realWorld } from '../world/index.ts'
import { readArguments } from './arguments.ts'
import { whyUnreadable } from './file-to-read.ts'
import { importTexts, sayDone } from './import-texts.ts'
import { Refused, withRegistry } from './open.ts'

export const help = `npm run furta -- import people.csv             puts the people of a file into the registry
npm run furta -- import people.csv --dry-run   only says what it would change

  --full                 the file has everybody: who is not in it is missing, and suspended after REGISTRY_GRACE
  --even-if-many-leave   goes in even when more people are missing than MOST_LEAVERS allows
  --encoding cp1250      how the file is written (utf-8, cp1250), where the bytes do not tell
  --polish               says it in Polish

Works beside a running server. Columns and rules: docs/operating/import.md`

/** Registry and desk may change a person between reading and writing; then the file is simply read again. */
const TRIES = 3

/** `npm run furta -- import …` */
export async function run(args: readonly string[]): Promise<void> {
  const { file, full, dryRun, evenIfManyLeave, encoding, polish } = read(args)
  const say = speaker(polish ? 'pl' : 'en', {}, new Map())
  const unreadable = whyUnreadable(file)
  if (unreadable) throw new Refused(say(importTexts[unreadable.kind], { file, code: unreadable.code }))
  await withRegistry(async (database, settings) => {
    const keys = openKeys(settings, realWorld.random)
    const parts: ImportParts = {
      database,
      settings,
      world: realWorld,
      institution: loadInstitution(settings.INSTITUTION_FILE),
      peselKeys: keys.pesel,
      keys: keys.app,
    }
    const order = { full, by: 'operator', fileName: basename(file), encoding } as const
    for (let attempt = 1; ; attempt++) {
      const began = performance.now()
      const planned = await planImport(parts, createReadStream(file), order)
      if (planned.kind === 'busy') throw new Refused(sayRefusal(say, 'busy'))
      if (planned.kind === 'refused') throw new Refused(faultsIn(planned.faults, say))
      const { summary } = planned.report
      if (summary) console.log(sayReport(say, summary, { confirmed: evenIfManyLeave }).join('\n'))
      if (dryRun) {
        await cancelImport(parts, planned.run, 'operator')
        return console.log(`\n${say(importTexts.dryRun)}`)
      }
      const applied = await applyImport(parts, planned.run, { by: 'operator', evenIfManyLeave })
      if (applied.kind === 'applied') return console.log(`\n${sayDone(say, performance.now() - began)}`)
      if (applied.because === 'many-leave') await cancelImport(parts, planned.run, 'operator')
      if (applied.because !== 'out-of-date' || attempt === TRIES) {
        const hint =
          applied.because === 'many-leave' ? `\n${say(importTexts.ifRight, { option: '--even-if-many-leave' })}` : ''
        throw new Refused(sayRefusal(say, applied.because) + hint)
      }
    }
  })
}

function faultsIn(faults: readonly FeedFault[], say: Speaker) {
  return [...faults.map((fault) => sayFault(say, fault)), say(importTexts.unchanged)].join('\n')
}

function read(args: readonly string[]) {
  const { values, positionals } = parse(args)
  const [file, more] = positionals
  if (file === undefined || more !== undefined) throw new Refused(`One file is needed.\n\n${help}`)
  const encoding = csvEncodings.find((one) => one === values.encoding?.toLowerCase())
  if (values.encoding !== undefined && encoding === undefined) {
    throw new Refused(`--encoding takes ${csvEncodings.join(' or ')}.`)
  }
  return {
    file,
    full: values.full,
    dryRun: values['dry-run'],
    evenIfManyLeave: values['even-if-many-leave'],
    encoding: encoding as CsvEncoding | undefined,
    polish: values.polish,
  }
}

function parse(args: readonly string[]) {
  return readArguments(args, help, {
    allowPositionals: true,
    options: {
      full: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      'even-if-many-leave': { type: 'boolean', default: false },
      encoding: { type: 'string' },
      polish: { type: 'boolean', default: false },
    },
  })
}
