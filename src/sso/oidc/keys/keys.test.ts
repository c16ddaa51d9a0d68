import { describe, expect, test } from 'vitest'
import { openTestDatabase, testDatabase } from '../../../../test/database.ts'
import { testKeys } from '../../../../test/morning.ts'
import { client, relyingParty } from '../../../../test/relying-party.ts'
import { university } from '../../../../test/university.ts'
import { HandSetClock, keyring, Secret, systemRandom } from '../../../world/index.ts'
import { describeKeys, forgetOldKeys, openSigningKeys, published, retireKey, rotateKeys } from './index.ts'

async function parts() {
  const clock = new HandSetClock('2026-11-28T12:00:00Z')
  return { db: await testDatabase(), keys: testKeys.app, world: { clock, random: systemRandom }, clock }
}

/** What each key is for, the newest first. */
async function states(of: Awaited<ReturnType<typeof parts>>) {
  return (await describeKeys(of)).filter(({ algorithm }) => algorithm === 'ES256').map(({ state }) => state)
}

describe('signing keys', () => {
  test('are made at the first use, once, also when two nodes start at the same moment', async () => {
    const { db, url } = await openTestDatabase()
    expect(url).toBeDefined()
    const one = {
      db,
      keys: testKeys.app,
      world: { clock: new HandSetClock('2026-11-28T12:00:00Z'), random: systemRandom },
    }
    const opened = await Promise.all([openSigningKeys(one), openSigningKeys(one), openSigningKeys(one)])
    expect(new Set(opened.map((keys) => keys.map(({ id }) => id).join())).size).toBe(1)
    expect(opened[0]?.map(({ algorithm }) => algorithm).sort()).toEqual(['ES256', 'RS256'])
  })

  test('stand sealed in the database, and open under the secret of this university alone', async () => {
    const here = await parts()
    const [key] = await openSigningKeys(here)
    const [row] = await here.db
      .selectFrom('oidc_keys')
      .select('sealed')
      .where('id', '=', key?.id ?? '')
      .execute()
    expect(row?.sealed.toString('latin1')).not.toContain(String(key?.jwk.d))
    const others = { ...here, keys: keyring(new Secret('another university entirely')) }
    await expect(openSigningKeys(others)).rejects.toThrow(/do not open under this APP_SECRET/)
  })

  test('are published for a day before they sign, and kept for a day after', async () => {
    const here = await parts()
    await openSigningKeys(here)
    here.clock.advance({ seconds: 1 })
    await rotateKeys(here, { atOnce: false })
    expect(await states(here)).toEqual(['next', 'signing'])
    const first = async () =>
      published(await openSigningKeys(here), here.clock.now()).find(({ algorithm }) => algorithm === 'ES256')?.id
    const before = await first()
    here.clock.advance({ hours: 24 })
    expect(await states(here)).toEqual(['signing', 'verifying'])
    expect(await first()).not.toBe(before)
    here.clock.advance({ hours: 24 })
    expect(await states(here)).toEqual(['signing', 'verifying'])
    here.clock.advance({ hours: 1 })
    expect(await states(here)).toEqual(['signing', 'over'])
    await forgetOldKeys(here.db, here.clock.now())
    expect(await states(here)).toEqual(['signing'])
  })

  test('that may have been seen are replaced at once, and taken away', async () => {
    const here = await parts()
    await openSigningKeys(here)
    here.clock.advance({ seconds: 1 })
    await rotateKeys(here, { atOnce: true })
    expect(await states(here)).toEqual(['signing', 'verifying'])
    const [signing, old] = (await describeKeys(here)).filter(({ algorithm }) => algorithm === 'ES256')
    expect(await retireKey(here, signing?.id ?? '')).toEqual({ kind: 'still-signing' })
    expect(await retireKey(here, 'nobody')).toEqual({ kind: 'unknown' })
    expect(await retireKey(here, old?.id ?? '')).toEqual({ kind: 'retired' })
    expect(await states(here)).toEqual(['signing'])
    const events = await here.db.selectFrom('audit_events').select('event').execute()
    expect(events.map(({ event }) => event)).toEqual(['signing-keys-rotated', 'signing-key-retired'])
  })
})

test('a rotation is seen by every node that runs, within half a minute', async () => {
  const place = await university({ services: [client('library')], nodes: 2 })
  const here = { db: place.database.db, keys: testKeys.app, world: { clock: place.clock, random: systemRandom } }
  const kids = (origin: string | undefined) =>
    fetch(`${origin}/oidc/jwks`)
      .then((answer) => answer.json())
      .then(({ keys }) => keys.map(({ kid }: { kid: string }) => kid))
  const before = await kids(place.origins[1])
  place.clock.advance({ seconds: 1 })
  await rotateKeys(here, { atOnce: true })
  place.clock.advance({ seconds: 31 })
  for (const origin of place.origins) expect(await kids(origin)).toEqual(expect.arrayContaining(before))
  expect(await kids(place.origins[1])).toHaveLength(4)

  const library = await relyingParty(place, 'library')
  const { tokens } = await library.signIn(place.visitor(), place.person('alice'))
  const { kid } = JSON.parse(Buffer.from(tokens.id_token?.split('.')[0] ?? '', 'base64url').toString())
  expect(before).not.toContain(kid)
})
