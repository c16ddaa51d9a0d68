import { signIn } from './attacks/steps.ts'
import type { University } from './university.ts'
import type { Visitor } from './visitor.ts'

export interface StaffAtWork {
  readonly visitor: Visitor
  readonly person: ReturnType<University['person']>
}

/** Signs a member of the cast in and proves the second factor: `await staff(furta, 'desk')` stands at the desk. */
export async function staff(place: University, key: string, node = 0): Promise<StaffAtWork> {
  const person = place.person(key)
  const visitor = place.visitor({ 'accept-language': 'en' }, node)
  await signIn(visitor, person.login, person.password)
  const [session] = await place.database.db
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', (visitor.cookies.get('__Host-TGC')?.split('.')[0] ?? '') as never)
    .execute()
  if (!session) throw new Error(`${key} could not sign in`)
  const now = place.clock.now()
  await place.database.db
    .updateTable('sessions')
    .set({ second_factor_at: now, desk_used_at: now })
    .where('id', '=', session.id)
    .execute()
  return { visitor, person }
}
