import { loadInstitution, openKeys, publicOrigin } from '../config/index.ts'
import { createAdministrator, listColleagues, type OperatorParts, resetSecondFactor } from '../desk/index.ts'
import { wordsOfTime } from '../language/index.ts'
import { displayName } from '../people/index.ts'
import { realWorld } from '../world/index.ts'
import { noSuchAction, readArguments } from './arguments.ts'
import { Refused, withRegistry } from './open.ts'

export const help = `npm run furta -- admin create --address a.nowak@agh.edu.pl --given-names Anna --surname Nowak
      makes somebody an administrator and prints a one-time code for setting the password;
      the names are only for somebody whom the registry does not know; --code prints a code
      also for somebody who has a password
npm run furta -- admin list
      who works at the desk, in which roles, and who has set the second factor up
npm run furta -- admin reset-second-factor a.nowak@agh.edu.pl
      takes the second factor away, for somebody who has lost telephone and recovery codes

Works beside a running server. No account is there from the start: this is how the first one comes to be.`

/** `npm run furta -- admin …` */
export async function run(args: readonly string[]): Promise<void> {
  const [what, ...rest] = args
  switch (what) {
    case 'create':
      return create(rest)
    case 'list':
      return list(rest)
    case 'reset-second-factor':
      return reset(rest)
    default:
      throw noSuchAction('admin', what, help)
  }
}

async function create(args: readonly string[]) {
  const { address, 'given-names': givenNames, surname, code } = read(args).values
  if (address === undefined) throw new Refused(`--address is needed: the mailbox of the new administrator.\n\n${help}`)
  await withDesk(async (parts) => {
    const outcome = await createAdministrator(parts, { address, givenNames, surname, codeInAnyCase: code })
    switch (outcome.kind) {
      case 'created':
        return tell(parts, outcome)
      case 'no-address':
        throw new Refused(`${address} cannot be an e-mail address. Nothing was changed.`)
      case 'foreign-domain':
        throw new Refused(
          `${address} is no mailbox of the university (${parts.institution.mailDomains.join(', ')}). Nothing was changed.`,
        )
      case 'surname-missing':
        throw new Refused(
          'The registry does not know this address: --surname and --given-names are needed. Nothing was changed.',
        )
      case 'not-assigned':
        throw new Refused(
          'The registry knows this address, but its owner signs in with another one: give that one. Nothing was changed.',
        )
      case 'erased':
        throw new Refused(
          'This address belonged to somebody who was erased and is given to nobody else. Nothing was changed.\nIf it is the same person who comes back: npm run furta -- person lift',
        )
      case 'account-ended':
        throw new Refused('The account of this address is disabled or closed. Nothing was changed.')
    }
  })
}

type Created = Extract<Awaited<ReturnType<typeof createAdministrator>>, { kind: 'created' }>

function tell({ institution, origin }: OperatorParts, { person, isNew, code }: Created) {
  console.log(`${displayName(person)} is an administrator${isNew ? ', and new in the registry' : ''}.`)
  if (code) {
    const until = wordsOfTime('en', institution.timeZone).moment(code.expiresAt)
    console.log(`
One-time code:  ${code.code}
Type it at:     ${origin}/set-password/code
Works once, until ${until}. It is shown only now.`)
  } else console.log('There is a password already; --code would print a one-time code for setting another one.')
  console.log(`
After signing in, ${origin}/desk asks for a second factor to be set up.`)
}

async function list(args: readonly string[]) {
  read(args)
  await withDesk(async (parts) => {
    const colleagues = await listColleagues(parts)
    if (colleagues.length === 0) return console.log('Nobody works at the desk yet: npm run furta -- admin create')
    for (const { person, hasFactor } of colleagues) {
      const factor = hasFactor ? 'second factor set up' : 'no second factor yet'
      console.log(`${displayName(person)} <${person.assignedAddress ?? ''}>: ${person.roles.join(', ')}; ${factor}`)
    }
  })
}

async function reset(args: readonly string[]) {
  const [address, more] = read(args).positionals
  if (address === undefined || more !== undefined) throw new Refused(`One address is needed.\n\n${help}`)
  await withDesk(async (parts) => {
    const outcome = await resetSecondFactor(parts, address)
    switch (outcome.kind) {
      case 'removed':
        return console.log(
          `The second factor of ${displayName(outcome.person)} is removed, and every session has ended. A letter is on its way.`,
        )
      case 'no-factor':
        throw new Refused('This person has no second factor. Nothing was changed.')
      case 'nobody':
        throw new Refused('The registry does not know this address. Nothing was changed.')
    }
  })
}

function withDesk(work: (parts: OperatorParts) => Promise<void>) {
  return withRegistry((database, settings) =>
    work({
      database,
      settings,
      world: realWorld,
      institution: loadInstitution(settings.INSTITUTION_FILE),
      origin: publicOrigin(settings),
      keys: openKeys(settings, realWorld.random).app,
    }),
  )
}

function read(args: readonly string[]) {
  return readArguments(args, help, {
    allowPositionals: true,
    options: {
      address: { type: 'string' },
      'given-names': { type: 'string', default: '' },
      surname: { type: 'string', default: '' },
      code: { type: 'boolean', default: false },
    },
  })
}
