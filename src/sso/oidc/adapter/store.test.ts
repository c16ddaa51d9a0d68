import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'
import { savePerson } from '../../../../test/person.ts'
import { asPersonId, asSessionId, type Db } from '../../../database/index.ts'
import { endSession, endSessionsOf, sessionRow } from '../../../sessions/index.ts'
import { consumeRow, ensureGrant, revokeGrant, saveOnce, saveRow, tokenFinder } from './store.ts'

const noon = new Date('2026-11-28T12:00:00Z')
const later = new Date('2026-11-28T13:00:00Z')
const alicja = asPersonId('alicja')
const [here, there] = [asSessionId('here'), asSessionId('there')]

let db: Db

beforeEach(async () => {
  db = await testDatabase()
  await savePerson(db, noon, { id: alicja })
  for (const id of [here, there]) {
    const session = {
      id,
      person: alicja,
      createdAt: noon,
      lastUsedAt: noon,
      source: '',
      browser: '',
      mustChange: false,
    }
    await db
      .insertInto('sessions')
      .values(sessionRow(session, { id, secret: 'x' }))
      .execute()
  }
})

function grantIn(session: typeof here, scopes = ['openid']) {
  const wanted = { session, client: 'library', person: alicja, scopes, madeAt: noon, expiresAt: later }
  return ensureGrant(db, { ...wanted, id: `grant ${session} ${scopes}`, sid: `sid ${session} ${scopes}` })
}

async function tokenIn(session: typeof here, id: string, grantId: string | undefined) {
  const row = { id, payload: { scope: 'openid' }, grantId, session, person: alicja, expiresAt: later }
  await saveRow(db, 'oidc_tokens', { ...row, kind: 'RefreshToken' })
  await saveRow(db, 'oidc_passing', { ...row, kind: 'AccessToken' })
}

const refresh = (id: string, now = noon) => tokenFinder(db, 'oidc_tokens')({ id, kind: 'RefreshToken', now })
const access = (id: string, now = noon) => tokenFinder(db, 'oidc_passing')({ id, kind: 'AccessToken', now })

describe('a grant', () => {
  test('is one for a client within a session, and takes on the scopes asked for later; the visit is noted with a code', async () => {
    const first = await grantIn(here)
    const second = await grantIn(here, ['openid', 'email'])
    expect([second?.id, second?.sid]).toEqual([first?.id, first?.sid])
    expect([...(second?.scopes ?? [])].sort()).toEqual(['email', 'openid'])
    const visits = () => db.selectFrom('service_visits').select(['ticket', 'service', 'protocol']).execute()
    // Whoever was only asked, and stayed, has been nowhere.
    expect(await visits()).toEqual([])

    const code = { id: 'code', kind: 'AuthorizationCode', payload: {}, session: here, person: alicja, expiresAt: later }
    const event = { at: noon, event: 'oidc-authorized', outcome: 'success', actor: 'person', details: {} } as const
    for (const id of ['code', 'another']) await saveRow(db, 'oidc_passing', { ...code, id, grantId: first?.id }, event)
    expect(await visits()).toEqual([{ ticket: first?.sid, service: 'library', protocol: 'oidc' }])
  })

  test('is not made in a session that has ended', async () => {
    await db.transaction().execute((trx) => endSession(trx, here, 'signed-out', noon))
    expect(await grantIn(here)).toBeUndefined()
  })

  test('takes everything along that came of it', async () => {
    const grant = await grantIn(here)
    await tokenIn(here, 'one', grant?.id)
    await revokeGrant(db, grant?.id ?? '')
    expect([await refresh('one'), await access('one')]).toEqual([undefined, undefined])
    const again = await grantIn(there)
    await tokenIn(there, 'late', grant?.id)
    expect((await refresh('late'))?.grant).toBeUndefined()
    expect(again?.id).not.toBe(grant?.id)
  })
})

describe('a token', () => {
  test('brings grant, session and person along, and nothing after its time', async () => {
    const grant = await grantIn(here)
    await tokenIn(here, 'one', grant?.id)
    expect(await access('one')).toMatchObject({
      payload: { scope: 'openid' },
      grant: { id: grant?.id, client: 'library' },
      standing: { id: here, endedAt: null },
      account: { person: { id: alicja, surname: 'Wrona' } },
    })
    expect(await access('one', later)).toBeUndefined()
    expect(await access('another')).toBeUndefined()
  })

  test('is spent by one of many', async () => {
    await tokenIn(here, 'one', undefined)
    const spent = await Promise.all(
      Array.from({ length: 10 }, () => consumeRow(db, 'oidc_tokens', { id: 'one', now: noon })),
    )
    expect(spent.filter(Boolean)).toHaveLength(1)
    expect((await refresh('one'))?.consumedAt).toEqual(noon)
  })

  test('that may come once only comes once', async () => {
    const row = { id: 'jti', kind: 'ReplayDetection', payload: {}, expiresAt: later }
    const nobody = { grantId: undefined, session: undefined, person: undefined }
    const came = await Promise.all(Array.from({ length: 5 }, () => saveOnce(db, 'oidc_tokens', { ...row, ...nobody })))
    expect(came.filter(Boolean)).toHaveLength(1)
  })
})

describe('when sessions end', () => {
  beforeEach(async () => {
    for (const session of [here, there]) await tokenIn(session, session, (await grantIn(session))?.id)
  })

  test('a sign-out takes the codes and access tokens of its session, and leaves what is for later use', async () => {
    await db.transaction().execute((trx) => endSession(trx, here, 'signed-out', noon))
    expect(await access(here)).toBeUndefined()
    expect(await refresh(here)).toBeDefined()
    expect(await access(there)).toBeDefined()
  })

  test('a new password takes everything, but for the session in which it was set', async () => {
    await db.transaction().execute((trx) => endSessionsOf(trx, alicja, 'password-set', noon, there))
    expect([await refresh(here), await access(here)]).toEqual([undefined, undefined])
    expect((await refresh(there))?.grant).toBeDefined()
    await db.transaction().execute((trx) => endSessionsOf(trx, alicja, 'disabled', noon))
    expect(await refresh(there)).toBeUndefined()
    expect(await db.selectFrom('oidc_grants').select('id').execute()).toEqual([])
  })
})
