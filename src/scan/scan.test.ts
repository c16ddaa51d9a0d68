import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { signIn } from '../../test/attacks/steps.ts'
import { testKeys } from '../../test/morning.ts'
import { linkFor, requestLink } from '../../test/reset-steps.ts'
import { identitySystem } from '../../test/scim.ts'
import { university } from '../../test/university.ts'
import { sealEvents } from '../audit/chain/index.ts'
import { readOldHash } from '../credentials/old-hashes/read-old-hash.ts'
import vectors from '../credentials/old-hashes/vectors.json' with { type: 'json' }
import { newRecoveryCodes, recoveryDigest } from '../credentials/second-factor/index.ts'
import { asImportRunId } from '../database/index.ts'
import { systemRandom } from '../world/index.ts'
import { type Marker, scan } from './index.ts'

const PESEL = '44051401359'
const place = await university()
const { db } = place.database
const look = (more: Partial<Parameters<typeof scan>[1]> = {}) => scan(db, { now: place.clock.now(), ...more })
const marker = (kind: string, value: string): Marker => ({ kind, value })

/** The row is gone again when the look is over, whatever it found. */
async function planted(write: string, ...markers: Marker[]) {
  await sql.raw(write).execute(db)
  const { hits } = await look({ markers })
  await db.deleteFrom('import_runs').where('id', '=', asImportRunId('planted')).execute()
  await db.deleteFrom('spent_forms').execute()
  return hits.map(({ where, kind }) => `${where} ${kind}`)
}
const report = (words: string) =>
  `insert into import_runs (id, state, phase, is_full, file_name, by, started_at, report)
   values ('planted', 'applied', 'done', false, '', '', now(), '${words}')`

describe('a scan', () => {
  test('of a university at work finds nothing, and says how much it read', async () => {
    const { login, password } = place.person('alice')
    await signIn(place.visitor(), login, password)
    await requestLink(place.visitor(), place.person('bob').login)
    const seen = await look({
      markers: [marker('password', password)],
      logs: [{ name: 'log', text: place.logText() }],
    })
    expect(seen).toMatchObject({ hits: [], waitingLetters: 1 })
    expect(seen.tables).toBeGreaterThan(40)
    expect(seen.rows).toBeGreaterThan(200)
    expect(seen.leftOut).toEqual(['public.development_cast', 'public.development_mailbox'])
  })

  test('finds a planted PESEL wherever a column can hold one, and in two spellings, but not within a digest', async () => {
    expect(await planted(report(`{"note": "mam ${PESEL}, prosze"}`))).toEqual(['import_runs.report PESEL'])
    expect(await planted(report('{"note": "440514-01359"}'))).toEqual(['import_runs.report PESEL'])
    const bytes = `insert into spent_forms (form, expires_at) values (convert_to('x ${PESEL}', 'UTF8') || '\\x00', now())`
    expect(await planted(bytes)).toEqual(['spent_forms.form PESEL'])
    // A wrong check digit, a day to come, and digits of a digest.
    for (const nobodys of ['44051401358', '99323144449', `a${PESEL}`, `${PESEL}0`, `/${PESEL}+`])
      expect(await planted(report(`{"note": "${nobodys}"}`)), nobodys).toEqual([])
  })

  test('finds a link, a cookie and a ticket that open something, whatever is written around them, and no dead one', async () => {
    const { login, password } = place.person('zofia')
    const link = await linkFor(place, login)
    expect(await planted(report(`{"url": "${link}"}`))).toEqual(['import_runs.report link'])
    const visitor = place.visitor()
    await signIn(visitor, login, password)
    const cookie =
      visitor.cookies.get('__Host-TGC') ?? [...visitor.cookies.values()].find((value) => value.includes('.'))
    expect(await planted(report(`{"cookie": "x=${cookie}; y"}`))).toEqual(['import_runs.report cookie'])
    const service = `${place.origin}/portal/x`
    const answer = await visitor.send('GET', `/cas/login?${new URLSearchParams({ service })}`)
    const address = answer.headers.get('location') ?? ''
    expect(await planted(report(`{"to": "${address}"}`))).toEqual(['import_runs.report ticket'])
    place.clock.advance({ hours: 2 })
    expect(await planted(report(`{"to": "${address}", "url": "${link}"}`))).toEqual([])
  })

  test('finds a token of an identity system, an unused recovery code and a bounce token, which stand as digests or in their letter', async () => {
    const idm = await identitySystem(place)
    expect(await planted(report(`{"header": "Bearer ${idm.token}"}`))).toEqual(['import_runs.report token'])
    const { person_id } = await db
      .selectFrom('development_cast')
      .select('person_id')
      .where('key', '=', 'mike')
      .executeTakeFirstOrThrow()
    const [code = ''] = newRecoveryCodes(systemRandom)
    const code_hash = recoveryDigest(person_id, code)
    await db.insertInto('recovery_codes').values({ person_id, code_hash }).execute()
    expect(await planted(report(`{"typed": "x ${code}, y"}`))).toEqual(['import_runs.report recovery code'])
    expect(await planted(report(`{"typed": "${newRecoveryCodes(systemRandom)[0]}"}`))).toEqual([])
    await db.updateTable('recovery_codes').set({ used_at: place.clock.now() }).execute()
    expect(await planted(report(`{"typed": "${code}"}`))).toEqual([])
    const { bounce_token: bounce } = await db
      .selectFrom('letters')
      .select('bounce_token')
      .where('bounce_token', 'is not', null)
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(await planted(report(`{"to": "bounces+${bounce}@agh.edu.pl"}`))).toEqual(['import_runs.report bounce token'])
    // The seals of the trail, salts and all, are digests.
    await sealEvents({ db, keys: testKeys.app, world: { clock: place.clock, random: systemRandom } })
    expect((await look()).hits).toEqual([])
  })

  test('finds a secret it was given as it is, as hex, as base64 and in an address; and names its kind alone', async () => {
    const secret = 'Zażółć-gęślą 77'
    for (const spelled of [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64'),
      encodeURIComponent(secret),
    ]) {
      expect(await planted(report(`{"x": "<${spelled}>"}`), marker('password', secret))).toEqual([
        'import_runs.report password',
      ])
    }
  })

  test('finds a hash of a password, of every kind that is known, but not where it belongs', async () => {
    const written = vectors.map(({ hash }) => hash).filter((hash) => !('fault' in readOldHash(hash)))
    const { hits } = await look({ logs: [{ name: 'furta.log', text: written.join('\n') }] })
    expect(hits.map(({ place: at, kind }) => `${at} ${kind}`)).toEqual(
      written.map((_, at) => `line ${at + 1} password hash`),
    )
    const bcrypt = written.find((hash) => hash.startsWith('$2b$')) ?? ''
    const letters = [{ name: 'a.eml', text: `Subject: x\r\n\r\nhash=3D${bcrypt.slice(0, 30)}=\r\n${bcrypt.slice(30)}` }]
    expect((await look({ letters })).hits).toMatchObject([{ where: 'a.eml', kind: 'password hash' }])
    expect(await planted(report(`{"note": "${bcrypt}"}`))).toEqual(['import_runs.report password hash'])
    expect(await planted(report(`{"to": "/x?h=${encodeURIComponent(bcrypt)}"}`))).toEqual([
      'import_runs.report password hash',
    ])
    for (const about of ['{SSHA} and $2b$ are kinds', 'old:news:of:today', '$6$ a month, {SHA}', '$argon2id$'])
      expect(await planted(report(`{"note": "${about}"}`)), about).toEqual([])
    await db
      .updateTable('credentials')
      .set({ password_hash: `old:bcrypt::${bcrypt}` })
      .where('person_id', '=', sql`(select person_id from development_cast where key = 'mike')` as never)
      .execute()
    expect((await look()).hits).toEqual([])
  })

  test('reads logs and letters: also what quoted-printable has broken in two; a letter may bring its link', async () => {
    const link = await linkFor(place, place.person('fiona').login)
    const folded = `Subject: x\r\n\r\nTw=C3=B3j numer 440514=\r\n01359 i odno=C5=9Bnik ${link}`
    const block = `${Buffer.from(`Dzień dobry, Państwa numer to ${PESEL}. Pozdrawiamy serdecznie.`).toString('base64')}\r\n`
    const { hits } = await look({
      logs: [{ name: 'furta.log', text: `{"msg":"ok"}\n{"msg":"${PESEL}"}\n{"url":"${link}"}` }],
      letters: [
        { name: 'folded.eml', text: folded },
        { name: 'base64.eml', text: `Content-Transfer-Encoding: base64\r\n\r\n${block}` },
      ],
    })
    expect(hits.map(({ where, place: at, kind }) => `${where} ${at} ${kind}`)).toEqual([
      'furta.log line 2 PESEL',
      'furta.log line 3 link',
      expect.stringMatching(/^folded\.eml line \d+ PESEL$/),
      expect.stringMatching(/^base64\.eml line \d+ PESEL$/),
    ])
    expect(JSON.stringify(hits)).not.toContain(PESEL)
  })
})
