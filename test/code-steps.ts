import { issueCode } from '../src/challenges/index.ts'
import { findByAddress, lockPerson } from '../src/people/index.ts'
import { systemRandom } from '../src/world/index.ts'
import type { University } from './university.ts'
import type { Page, Visitor } from './visitor.ts'

export async function idOf(place: University, key: string) {
  const found = await findByAddress(place.database.db, place.person(key).login)
  if (!found) throw new Error(`${key} is not in the registry`)
  return found.person.id
}

/** A one-time code that the desk has given to a member of the cast. */
export async function codeFor(place: University, key: string, lifetimeMs = 15 * 60_000) {
  const person = await idOf(place, key)
  const { code } = await place.database.db.transaction().execute(async (trx) => {
    await lockPerson(trx, person)
    return issueCode(
      trx,
      { person, purpose: 'set-password', issuedBy: 'desk', lifetimeMs, now: place.clock.now() },
      systemRandom,
    )
  })
  return code
}

export async function typeCode(visitor: Visitor, address: string, code: string): Promise<Page> {
  return visitor.submit(await visitor.open('/set-password/code'), 'Next', {
    'E-mail address:': address,
    'One-time code:': code,
  })
}
