import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { csv, registry } from '../../../test/registry.ts'
import { findPerson } from '../../people/index.ts'
import { confirmationOf, erasePerson } from '../../personal-data/index.ts'
import { applyImport } from '../index.ts'

const LOGIN = 'alicja.wrona@student.agh.edu.pl'

test('a plan that was made before an erasure gives nothing of it out when it is carried out', async () => {
  const here = await registry()
  const { db, parts, clock } = here
  await here.put(csv({ id: '1', last_name: 'Wrona', email: LOGIN }))
  const alicja = await here.person('1')
  // Her address would go to somebody else, for the feed gives her another one.
  const feed = csv(
    { id: '1', last_name: 'Wrona', email: 'nowy@student.agh.edu.pl' },
    { id: '2', last_name: 'Inna', email: LOGIN },
  )
  const planned = await here.plan(feed)
  if (planned.kind !== 'planned') throw new Error(planned.kind)
  clock.advance({ minutes: 30 })
  // Her staged rows go with her, so that what is staged is not whole any more.
  await erasePerson(parts, { person: alicja.id, by: 'operator', reason: 'x', confirmed: confirmationOf(alicja) })
  expect(await applyImport(parts, planned.run, { by: 'operator' })).toEqual({ kind: 'refused', because: 'out-of-date' })

  // As if her rows had never been staged: then the check of what is given out holds alone.
  const again = await here.plan(csv({ id: '3', last_name: 'Trzecia', email: 'trzecia@student.agh.edu.pl' }))
  if (again.kind !== 'planned') throw new Error(again.kind)
  await sql`update import_changes set assigned_address = ${LOGIN} where run_id = ${again.run}`.execute(db)
  expect(await applyImport(parts, again.run, { by: 'operator' })).toEqual({ kind: 'refused', because: 'out-of-date' })
  await here.put(csv({ id: '3', last_name: 'Trzecia', email: 'trzecia@student.agh.edu.pl' }))
  expect(await findPerson(db, alicja.id)).toBeUndefined()
})
