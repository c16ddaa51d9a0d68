import { type HelpFacts, openOrJoinCase } from '../cases/index.ts'
import type { Db } from '../database/index.ts'
import { findByAddress } from '../people/index.ts'
import type { World } from '../world/index.ts'
import { addressAt } from './cast/index.ts'

const HOUR = 3_600_000

/** Who asks for help in the demo, and how many hours ago: one case that agrees, one that differs, one for the other desk. */
const requests: readonly (Partial<HelpFacts> & { from: string; hoursAgo: number })[] = [
  {
    from: 'kalina.szuwar@',
    hoursAgo: 20,
    kind: 'teacher',
    hasRight: false,
    note: 'Nie mam już dostępu do skrzynki wydziału. Proszę o przypisanie tego adresu.',
  },
  { from: 'gustaw.kulczyk@student.', hoursAgo: 5, fieldOfStudy: 'Informatyka', albumNumber: '402760' },
  {
    from: 'jagoda.trznadel@student.',
    hoursAgo: 2,
    fieldOfStudy: 'Geodezja i kartografia',
    // Two digits swapped.
    albumNumber: '402975',
  },
]

/** A few open cases, so that whoever first stands at the desk of the demo finds something to do. */
export async function seedDemoCases({ db, world, mailDomain }: { db: Db; world: World; mailDomain: string }) {
  const now = world.clock.now()
  await db.transaction().execute(async (trx) => {
    for (const { from, hoursAgo, ...facts } of requests) {
      const address = addressAt(mailDomain, from)
      const found = await findByAddress(trx, address)
      await openOrJoinCase(trx, {
        kind: 'student',
        fieldOfStudy: '',
        albumNumber: '',
        hasRight: true,
        note: '',
        language: 'pl',
        ...facts,
        address,
        person: found?.person.id,
        now: new Date(now.getTime() - hoursAgo * HOUR),
      })
    }
  })
}
