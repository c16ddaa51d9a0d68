import { loadInstitution, openKeys } from '../config/index.ts'
import { type PasswordParts, withdrawPassword } from '../desk/index.ts'
import { canonicalAddress, displayName, findByAddress, findByUsosId, type Person } from '../people/index.ts'
import { confirmationOf, type ErasureParts, erasePerson, liftErasure } from '../personal-data/index.ts'
import { realWorld } from '../world/index.ts'
import { noSuchAction, readArguments } from './arguments.ts'
import { Refused, withRegistry } from './open.ts'

export const help = `npm run furta -- person erase a.nowak@agh.edu.pl --reason "Letter 17/2026"
      says who would be erased, and changes nothing; an id of USOS may stand instead of the address
npm run furta -- person erase a.nowak@agh.edu.pl --reason "Letter 17/2026" --for-good
      erases the person: everything but the audit trail, which keeps a number without a name
npm run furta -- person lift a.nowak@agh.edu.pl --reason "Has come back"
      lets what an erased person had be given out again: address, id of USOS or album number of before
npm run furta -- person take-password-away a.nowak@agh.edu.pl --reason "On a list of leaked passwords"
      takes a password away that others know: it opens nothing any more, every session ends, links and codes die, and a
      letter says how to set another one

Works beside a running server. What goes and what stays: docs/operating/privacy.md`

/** `npm run furta -- person …` */
export async function run(args: readonly string[]): Promise<void> {
  const [what, ...rest] = args
  if (what !== 'erase' && what !== 'lift' && what !== 'take-password-away') throw noSuchAction('person', what, help)
  const { positionals, values } = read(rest)
  const [typed, more] = positionals
  if (typed === undefined || more !== undefined) throw new Refused(`One person is needed.\n\n${help}`)
  const reason = values.reason?.trim() ?? ''
  if (reason === '') throw new Refused(`--reason is needed: it stays in the audit trail.\n\n${help}`)
  await withRegistry((database, settings) => {
    const parts = { database, world: realWorld, keys: openKeys(settings, realWorld.random).app }
    switch (what) {
      case 'erase':
        return erase(parts, typed, reason, values['for-good'])
      case 'lift':
        return lift(parts, typed, reason)
      case 'take-password-away':
        return takePassword(
          { ...parts, settings, institution: loadInstitution(settings.INSTITUTION_FILE) },
          typed,
          reason,
        )
    }
  })
}

async function erase(parts: ErasureParts, typed: string, reason: string, forGood: boolean) {
  const person = await findTyped(parts, typed)
  if (!person) throw new Refused('The registry does not know this person. Nothing was changed.')
  const name = displayName(person)
  if (!forGood) {
    console.log(`${name} <${confirmationOf(person)}> would be erased. Nothing was changed: --for-good does it.`)
    return
  }
  const outcome = await erasePerson(parts, {
    person: person.id,
    by: 'operator',
    reason,
    confirmed: confirmationOf(person),
  })
  switch (outcome.kind) {
    case 'erased':
      return console.log(
        `Erased. In the audit trail the person is ${outcome.pseudonym}. Sessions that ended: ${outcome.sessions}; the services are told.`,
      )
    case 'works-at-desk':
      throw new Refused('This person works at the desk: take the roles away first. Nothing was changed.')
    case 'merged':
      throw new Refused(`This record was merged into ${outcome.into}: erase that one. Nothing was changed.`)
    case 'busy':
      throw new Refused('An import is being written just now. Nothing was changed: try again in a few minutes.')
    case 'nobody':
    case 'not-confirmed':
    case 'forbidden':
      throw new Refused('Somebody has changed this person meanwhile. Nothing was changed.')
  }
}

async function lift(parts: ErasureParts, typed: string, reason: string) {
  const outcome = await liftErasure(parts, { typed, reason })
  if (outcome.kind === 'unknown') throw new Refused('Nobody who was erased had this. Nothing was changed.')
  console.log(
    `${outcome.identifiers} addresses and numbers of ${outcome.pseudonym} may be given out again. The next import brings the person as a new one.`,
  )
}

async function takePassword(parts: PasswordParts, typed: string, reason: string) {
  const person = await findTyped(parts, typed)
  if (!person) throw new Refused('The registry does not know this person. Nothing was changed.')
  const outcome = await withdrawPassword(parts, { person: person.id, reason })
  switch (outcome.kind) {
    case 'taken-away':
      return console.log(
        `The password of ${displayName(person)} opens nothing any more. Sessions that ended: ${outcome.sessions}; the services are told.`,
      )
    case 'no-password':
      throw new Refused('This person has no password. Nothing was changed.')
    case 'nobody':
      throw new Refused('Somebody has changed this person meanwhile. Nothing was changed.')
  }
}

async function findTyped({ database }: Pick<ErasureParts, 'database'>, typed: string): Promise<Person | undefined> {
  const address = canonicalAddress(typed)
  return (
    (address === undefined ? undefined : (await findByAddress(database.db, address))?.person) ??
    findByUsosId(database.db, typed)
  )
}

function read(args: readonly string[]) {
  return readArguments(args, help, {
    allowPositionals: true,
    options: { reason: { type: 'string' }, 'for-good': { type: 'boolean', default: false } },
  })
}
