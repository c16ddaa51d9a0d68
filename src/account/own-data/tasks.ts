import { byPerson, recordEvent } from '../../audit/index.ts'
import { takeFromBudget } from '../../challenges/index.ts'
import { confirmReentry, verifyReentry } from '../../credentials/index.ts'
import { listStudies, lockPerson } from '../../people/index.ts'
import type { AccountTaskParts, Asker } from '../tasks.ts'
import { ownData } from './own-data.ts'
import { readOwnData } from './store.ts'

const DAY = 86_400_000
/** A day: enough for whoever lost the file, and too few to keep a server busy with. */
const MOST_A_DAY = 10

export type OwnDataOutcome =
  | { kind: 'data'; data: ReturnType<typeof ownData>; madeAt: Date }
  | { kind: 'refused'; because: 'missing' | 'wrong' }
  | { kind: 'waiting'; retryAfterMs: number | undefined }
  | { kind: 'too-often'; retryAfterMs: number }

/**
 * What is stored about the person who asks, for whoever types the password again (req 99): a borrowed session learns nothing by it. Whose
 * it is comes from the session alone; no part of the request names anybody.
 */
export async function downloadOwnData(
  parts: AccountTaskParts,
  asker: Asker,
  password: string,
): Promise<OwnDataOutcome> {
  const { person, session, caller } = asker
  const { database, world, settings, keys } = parts
  if (password === '') return { kind: 'refused', because: 'missing' }
  const proof = await verifyReentry(parts, { person: person.id, session: session.id, password, caller })
  if (proof.kind === 'waiting') return proof
  if (proof.kind === 'wrong') {
    await recordEvent(database.db, eventOf(asker, 'failure', world.clock.now(), { because: 'wrong-password' }))
    return { kind: 'refused', because: 'wrong' }
  }
  return database.db.transaction().execute(async (trx): Promise<OwnDataOutcome> => {
    await lockPerson(trx, person.id)
    const now = world.clock.now()
    const proved = await confirmReentry(trx, settings, { person: person.id, session: session.id }, proof.hash, now)
    if (!proved) return { kind: 'refused', because: 'wrong' }
    const holder = keys.mac('own-data', person.id)
    const budget = { budget: 'own-data', holder, limit: MOST_A_DAY, windowMs: DAY, now }
    const { granted, retryAfterMs } = await takeFromBudget(trx, budget)
    if (!granted) {
      await recordEvent(trx, eventOf(asker, 'failure', now, { because: 'too-often' }))
      return { kind: 'too-often', retryAfterMs }
    }
    await recordEvent(trx, eventOf(asker, 'success', now, {}))
    const addresses = [person.assignedAddress, ...person.otherAddresses].filter((one) => one !== undefined)
    const [rows, studies] = [await readOwnData(trx, person.id, addresses), await listStudies(trx, person.id)]
    return { kind: 'data', data: ownData({ person, studies, rows, services: parts.services() }, now), madeAt: now }
  })
}

function eventOf(asker: Asker, outcome: 'success' | 'failure', at: Date, details: Record<string, string>) {
  return byPerson(asker, { at, event: 'own-data-downloaded', outcome, details })
}
