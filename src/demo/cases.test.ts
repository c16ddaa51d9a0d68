import { expect, test } from 'vitest'
import { staff } from '../../test/staff.ts'
import { university } from '../../test/university.ts'
import { systemRandom } from '../world/index.ts'
import { seedDemoCases } from './cases.ts'

test('whoever first stands at the desk of the demo finds a case that agrees, one that differs, and one for the other desk', async () => {
  const place = await university()
  const world = { clock: place.clock, random: systemRandom }
  await seedDemoCases({ db: place.database.db, world, mailDomain: place.institution.mailDomain })
  const { visitor } = await staff(place, 'admin')
  const queue = await visitor.open('/desk')
  expect(queue.heading).toBe('3 people are waiting')
  expect(queue.document.querySelectorAll('.case h3').map((name) => name.textContent)).toEqual(
    ['kalina', 'gustaw', 'jagoda'].map((key) => place.person(key).name),
  )
  expect(queue.document.querySelectorAll('.case .button').map((button) => button.classNames.includes('quiet'))).toEqual(
    [false, false, true],
  )
})
