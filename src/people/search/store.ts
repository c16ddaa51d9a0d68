import { sql } from 'kysely'
import type { Db, PersonId } from '../../database/index.ts'
import { canonicalAddress } from '../address.ts'
import type { Person } from '../person.ts'
import { findPeople } from '../store.ts'
import { wordsIn } from './words.ts'

/**
 * People whose names or album number begin with every word typed, in any order and without diacritics (req 122), or one
 * of whose addresses begins with what was typed. `more` tells that there are others beyond `limit`. In the order of the
 * Polish alphabet.
 */
export async function searchPeople(
  db: Db,
  { typed, limit }: { typed: string; limit: number },
): Promise<{ people: Person[]; more: boolean }> {
  const words = wordsIn(typed.slice(0, 200)).slice(0, 8)
  if (words.join('').length < 2) return { people: [], more: false }

  // Of a number and names the number alone is looked up: going through everybody called Anna takes longer than all the rest.
  const number = words.find((word) => /^\d{4,}$/.test(word))
  const byWords = db
    .selectFrom('people')
    .select('id')
    .where(sql<boolean>`search @@ ${prefixQuery(number === undefined ? words : [number])}::tsquery`)
    .$if(number !== undefined && words.length > 1, (named) =>
      named.where(sql<boolean>`ts_match_vq(search, ${prefixQuery(words)}::tsquery)`),
    )
    .limit(limit + 1)
  const byAddress = db
    .selectFrom('addresses')
    .select('person_id as id')
    .where('address', 'like', `${addressBeginning(typed)}%`)
    .limit(limit + 1)
  const [named, addressed] = await Promise.all([byWords.execute(), byAddress.execute()])
  const ids = [...new Set<PersonId>([...addressed, ...named].map(({ id }) => id))]
  const people = await findPeople(db, ids.slice(0, limit))
  return { people: people.toSorted(byName), more: ids.length > limit }
}

/** `'lukas':* & 'zak':*`; words hold letters and digits only, so nothing can break out of the quotes. */
function prefixQuery(words: readonly string[]) {
  return words.map((word) => `'${word}':*`).join(' & ')
}

/** An address is found however it is typed; half an address is compared in ASCII lower case, its wildcards taken literally. */
function addressBeginning(typed: string) {
  const text = canonicalAddress(typed) ?? typed.trim().toLowerCase()
  return text.replace(/[\\%_]/g, '\\$&')
}

const polish = new Intl.Collator('pl')

function byName(one: Person, other: Person) {
  return polish.compare(`${one.surname} ${one.givenNames}`, `${other.surname} ${other.givenNames}`)
}
