import { expect, test } from 'vitest'
import { identitySystem, newStudent } from '../../../test/scim.ts'
import { university } from '../../../test/university.ts'
import { asPersonId } from '../../database/index.ts'

const furta = await university()
const idm = await identitySystem(furta)
const page = async (startIndex: number, count: number) => {
  const { body } = await idm.ask(
    'GET',
    `/Users?${new URLSearchParams({ startIndex: `${startIndex}`, count: `${count}` })}`,
  )
  return {
    total: body.totalResults as number,
    ids: (body.Resources ?? []).map(({ id }: { id: string }) => id) as string[],
  }
}

test('whoever reads the whole registry page by page gets nobody twice and misses nobody, though others join before them meanwhile', async () => {
  const first = await page(1, 20)
  // As a feed or another node writes: in front of everybody.
  await furta.database.db
    .insertInto('people')
    .values({
      ...{ id: asPersonId('!'), usos_id: null, given_names: 'Ala', surname: 'Nowa', album_number: null },
      ...{ student_status: null, phd_student_status: null, staff_status: 1, connected: true, proof_kind: 'none' },
      ...{ disabled_at: null, closed_at: null, language: 'pl', roles: [], created_at: furta.clock.now() },
    })
    .execute()
  const pages = [first, await page(21, 20), await page(41, 100)]
  const ids = pages.flatMap((one) => one.ids)
  expect(new Set(ids).size).toBe(first.total)
  expect(ids.length).toBe(first.total)
  // It is counted once for all of them.
  expect(pages.map(({ total }) => total)).toEqual(Array(3).fill(first.total))
})

test('what others have written is in the list ten seconds later, and what came by this node at once', async () => {
  const before = await page(1, 1)
  furta.clock.advance({ seconds: 10 })
  const later = await page(1, 1)
  expect(later).toEqual({ total: before.total + 1, ids: ['!'] })
  expect((await idm.ask('POST', '/Users', newStudent())).status).toBe(201)
  expect((await page(1, 1)).total).toBe(later.total + 1)
})
