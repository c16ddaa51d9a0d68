import type { Invariant } from './evidence.ts'

/** Signs in by the stored hash: with the password that was acknowledged last, or with one that was sent later and never answered. */
export const passwords: Invariant = {
  promise: 'no acknowledged password is lost',
  async broken({ db, ledger, verify }) {
    const found: string[] = []
    const rows = await db.selectFrom('credentials').select(['person_id', 'password_hash']).execute()
    const hashes = new Map(rows.map(({ person_id, password_hash }) => [person_id, password_hash]))
    for (const person of ledger.peopleWithPasswords) {
      const hash = hashes.get(person)
      const { known, possible } = ledger.passwordsOf(person)
      const candidates = [known, ...possible].filter((one) => one !== undefined)
      const opens = await Promise.all(candidates.map((one) => hash !== undefined && verify(hash, one)))
      if (!opens.includes(true))
        found.push(`${person}: neither the password that was acknowledged nor one sent later is stored`)
    }
    return found
  },
}
