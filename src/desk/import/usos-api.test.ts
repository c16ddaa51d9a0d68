import { expect, test } from 'vitest'
import { staff } from '../../../test/staff.ts'
import { university } from '../../../test/university.ts'
import { usosApi, usosUser } from '../../../test/usos-api-server.ts'
import { pullsOf, settingsOf } from '../../../test/usos-pull.ts'
import { findByAddress } from '../../people/index.ts'
import { systemClock } from '../../world/index.ts'

const NEWCOMER = 'osoba501@student.agh.edu.pl'

test('an administrator starts a pull, sees how far it is and why it waits, and lets it in; nobody else may', async () => {
  let now = () => new Date()
  const api = await usosApi(() => now())
  const agh = await university({ settings: settingsOf(api) })
  now = () => agh.clock.now()
  api.installation.people = [usosUser('501'), usosUser('502', { student_number: '44051401359' })]
  const { visitor, person } = await staff(agh, 'admin')
  const { database } = agh
  const job = pullsOf(agh)

  const first = await visitor.open('/desk/import')
  expect(first.text).toContain('Nothing has been pulled yet.')
  const underWay = await visitor.submit(first, 'Pull newcomers now')
  expect(underWay.text).toContain('Listing the units.')
  api.installation.before = () => ({ status: 500, text: 'Internal error' })
  await job()
  const down = await visitor.open('/desk/import?locale=pl')
  expect(down.text).toContain('USOS API odpowiada błędem po swojej stronie (HTTP 500).')
  expect(down.text).toContain('Następna próba')

  const stopped = await visitor.submit(await visitor.open('/desk/import?locale=en'), 'Stop the pull')
  expect(stopped.text).toContain('stopped')
  api.installation.before = undefined
  await visitor.submit(stopped, 'Pull newcomers now')
  await job()
  const waiting = await visitor.open('/desk/import')
  expect(waiting.text).toContain('The plan waits for somebody, because USOS_API_MODE is dry-run.')
  expect(waiting.text).toContain('USOS API')
  expect(waiting.text).toContain('by itself')

  const plan = await visitor.open(waiting.link('Newcomers and people who wait'))
  expect(plan.heading).toBe('What this pull would change')
  expect(plan.text).toContain('A PESEL stands in the column student_number.')
  expect(plan.html).not.toContain('44051401359')
  expect(await findByAddress(database.db, NEWCOMER)).toBeUndefined()
  // The desk waits a moment for what is quick; under a hand-set clock no moment would pass.
  agh.clock.pause = systemClock.pause
  const applied = await visitor.submit(plan, 'Put it into the registry', { Reason: 'The first pull' })
  expect(applied.heading).toBe('What was pulled is in the registry')
  expect((await findByAddress(database.db, NEWCOMER))?.person.usosId).toBe('501')

  const after = await visitor.open('/desk/import')
  expect(after.text).not.toContain('its plan waits')
  expect(after.text).not.toContain('The plan waits for somebody')

  const trail = await database.db
    .selectFrom('audit_events')
    .select(['event', 'outcome', 'actor'])
    .where('event', 'like', 'usos-pull%')
    .orderBy('id')
    .execute()
  const { id: me } = (await findByAddress(database.db, person.login))?.person ?? { id: '' }
  expect(trail).toEqual([
    { event: 'usos-pull-started', outcome: 'success', actor: me },
    { event: 'usos-pull-ended', outcome: 'failure', actor: me },
    { event: 'usos-pull-started', outcome: 'success', actor: me },
    { event: 'usos-pull-ended', outcome: 'success', actor: 'system' },
  ])

  expect((await visitor.send('POST', '/desk/import/usos-api/sweep', new URLSearchParams())).status).toBe(403)
  agh.clock.advance({ minutes: 20 })
  const idle = await visitor.send('POST', '/desk/import/usos-api/sweep', new URLSearchParams())
  expect(idle.headers.get('location')).toContain('back=%2Fdesk%2Fimport%2Fusos-api')
  for (const key of ['desk', 'registration', 'auditor']) {
    const other = await staff(agh, key)
    for (const path of ['sweep', 'quick', 'stop'])
      expect((await other.visitor.send('POST', `/desk/import/usos-api/${path}`, new FormData())).status).toBe(403)
  }
  expect(await database.db.selectFrom('usos_pulls').select('id').execute()).toHaveLength(2)
})
