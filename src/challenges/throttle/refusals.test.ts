import { beforeAll, describe, expect, test } from 'vitest'
import { testKeys } from '../../../test/morning.ts'
import { client, SECRET } from '../../../test/relying-party.ts'
import { type University, university } from '../../../test/university.ts'
import { systemRandom } from '../../world/index.ts'
import { REFUSALS_OF_A_SOURCE, REFUSALS_OVERALL, recordRefusal } from './index.ts'

describe('what strangers are refused', () => {
  let place: University
  beforeAll(async () => {
    place = await university({
      services: [client('library')],
      settings: { TRUSTED_PROXIES: '127.0.0.1/32,::1/128' },
    })
  })

  const trail = (source?: string) =>
    place.database.db
      .selectFrom('audit_events')
      .select(['event', 'source', 'details'])
      .where('event', 'in', ['service-refused', 'oidc-client-refused', 'refusals-not-listed', 'link-requested'])
      .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
      .orderBy('id')
      .execute()

  test('stands in the trail one by one up to a hundred in an hour, whatever it is; then one alarm says that there is more (req 55, 95)', async () => {
    const from = (source: string) => place.visitor({ 'x-forwarded-for': source })
    const own = { 'x-forwarded-for': '198.51.100.7' }
    const stranger = from('198.51.100.7')
    const authorization = `Basic ${Buffer.from(`library:not-${SECRET}`).toString('base64')}`
    const grant = new URLSearchParams({ grant_type: 'authorization_code', code: 'x' })
    const tries = [
      () => stranger.send('GET', '/cas/login?service=https://evil.example/'),
      () => stranger.send('GET', '/oidc/auth?client_id=evil'),
      () => fetch(`${place.origin}/oidc/token`, { method: 'POST', body: grant, headers: { authorization, ...own } }),
    ]
    for (let round = 0; round < 40; round++) for (const attempt of tries) await attempt()

    const events = await trail('198.51.100.7')
    expect(events).toHaveLength(REFUSALS_OF_A_SOURCE + 1)
    expect(events.map(({ event }) => event).slice(0, 3)).toEqual([
      'service-refused',
      'service-refused',
      'oidc-client-refused',
    ])
    expect(events.at(-1)).toMatchObject({ event: 'refusals-not-listed', details: { from: 'one-network' } })

    // Others are heard as before, and the stranger again an hour later.
    await from('198.51.100.8').send('GET', '/cas/login?service=https://evil.example/')
    expect(await trail('198.51.100.8')).toHaveLength(1)
    place.clock.advance({ hours: 1 })
    await stranger.send('GET', '/cas/login?service=https://evil.example/')
    expect((await trail('198.51.100.7')).at(-1)?.event).toBe('service-refused')
  })

  test('of a great many networks is bounded as well, and the alarm is raised once', async () => {
    place.clock.advance({ hours: 2 })
    await place.database.db
      .insertInto('budgets')
      .values({
        budget: 'refusals-overall',
        holder: Buffer.alloc(0),
        window_started_at: place.clock.now(),
        spent: REFUSALS_OVERALL - 1,
      })
      .onConflict((conflict) =>
        conflict.columns(['budget', 'holder']).doUpdateSet({
          window_started_at: place.clock.now(),
          spent: REFUSALS_OVERALL - 1,
        }),
      )
      .execute()
    const before = (await trail()).length
    const parts = { ...place, world: { clock: place.clock, random: systemRandom }, keys: testKeys.app }
    for (const last of [1, 2, 3, 4])
      await recordRefusal(parts, {
        at: place.clock.now(),
        event: 'link-requested',
        outcome: 'failure',
        actor: 'person',
        source: `203.0.113.${last}`,
      })
    const events = (await trail()).slice(before)
    expect(events.map(({ event, source }) => [event, source])).toEqual([
      ['link-requested', '203.0.113.1'],
      ['refusals-not-listed', null],
    ])
  })

  test('at the forms that anybody may send is no exception: of a hundred and more of them a hundred are listed', async () => {
    place.clock.advance({ hours: 2 })
    const source = '198.51.100.9'
    const visitor = place.visitor({ 'accept-language': 'en', 'x-forwarded-for': source })
    const page = await visitor.open('/reset-password')
    const { action, body } = visitor.fill(page, 'Next', { 'E-mail address:': 'nobody-here@uni.example' })
    for (let time = 0; time < REFUSALS_OF_A_SOURCE + 5; time++) await visitor.send('POST', action, body)
    const events = await trail(source)
    expect(events.filter(({ event }) => event === 'link-requested')).toHaveLength(REFUSALS_OF_A_SOURCE)
    expect(events.filter(({ event }) => event === 'refusals-not-listed')).toHaveLength(1)
  })
})
