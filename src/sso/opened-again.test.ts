import { describe, expect, test } from 'vitest'
import { BEHIND_A_PROXY, from, signIn } from '../../test/attacks/steps.ts'
import { client, relyingParty } from '../../test/relying-party.ts'
import { registered } from '../../test/service.ts'
import { type University, university } from '../../test/university.ts'
import type { Page, Visitor } from '../../test/visitor.ts'

const name = { pl: 'Biblioteka', en: 'Library' }
const service = 'https://library.example.edu/start?course=7'
const careful = 'https://careful.example.edu/start'
const HERE = {
  services: [
    registered({ id: 'library', name, urls: ['https://library.example.edu/'] }),
    registered({ id: 'careful', name, urls: ['https://careful.example.edu/'], consent: true }),
    client('timetable', {}, { urls: ['https://timetable.example.edu/'] }),
  ],
}
const WARN = 'Warn me before signing me in to other sites'
const AGAIN = 'Open the page again'
const at = (address: string, more: Record<string, string> = {}) =>
  `/cas/login?${new URLSearchParams({ service: address, ...more })}`

async function leadsTo(visitor: Visitor, page: Page, button: string, values: Record<string, string> = {}) {
  const { action, body } = visitor.fill(page, button, values)
  return (await visitor.send('POST', action, body)).headers.get('location') ?? ''
}

describe('after an error page, whoever opens the page again is still on the way to the service', () => {
  test('where the sign-in form was open too long', async () => {
    const place = await university(HERE)
    const { login, password } = place.person('alice')
    const visitor = place.visitor()
    const form = await visitor.open(at(service, { renew: 'true' }))
    place.clock.advance({ days: 2 })
    const expired = await visitor.submit(form, 'Sign in', { ID: login, Password: password })
    expect([expired.status, expired.heading]).toEqual([403, 'This form has been open too long'])
    for (const opened of [expired.link(AGAIN), expired.address, expired.link('Polski')])
      expect([opened.pathname, opened.searchParams.get('service'), opened.searchParams.get('renew')]).toEqual([
        '/cas/login',
        service,
        'true',
      ])
    const again = await visitor.open(expired.link(AGAIN))
    expect(await leadsTo(visitor, again, 'Sign in', { ID: login, Password: password })).toMatch(
      /^https:\/\/library\.example\.edu\/start\?course=7&ticket=ST-/,
    )
  })

  test('and by the longest service address the sign-in itself leads there, though its form cannot say it once more', async () => {
    const place = await university(HERE)
    const { login, password } = place.person('alice')
    const visitor = place.visitor()
    const longest = service.padEnd(1990, ',')
    // As a link may have it: with each comma escaped it would be longer than the server reads.
    const form = await visitor.open(`/cas/login?service=${longest.replace('?', '%3F')}`)
    expect(visitor.fill(form, 'Sign in').action.search).toBe('')
    expect(await leadsTo(visitor, form, 'Sign in', { ID: login, Password: password })).toContain('&ticket=ST-')
  })

  test('where it was the page that asks for consent, or whether to go on', async () => {
    const place = await university(HERE)
    const { login, password } = place.person('alice')
    const visitor = place.visitor()
    await visitor.submit(await visitor.open('/cas/login'), 'Sign in', { ID: login, Password: password, [WARN]: 'yes' })
    for (const [address, button] of [
      [careful, 'Agree and continue'],
      [service, 'Continue'],
    ] as const) {
      const { action, body } = visitor.fill(await visitor.open(at(address)), button)
      body.set('form', 'of another browser')
      const refused = await visitor.request('POST', action, body)
      expect(refused.status).toBe(403)
      expect(await leadsTo(visitor, await visitor.open(refused.link(AGAIN)), button)).toContain(address)
    }
  })

  test('and the address of a form counts for nothing: its fields alone say where it leads', async () => {
    const place = await university(HERE)
    const visitor = place.visitor()
    const { login, password } = place.person('alice')
    const { body } = visitor.fill(await visitor.open(at(service)), 'Sign in', { ID: login, Password: password })
    const answer = await visitor.send('POST', at(careful), body)
    expect(answer.headers.get('location')).toContain('https://library.example.edu/')
  })
})

describe('whoever has to wait because of others in the same network', () => {
  const HOUSE = '198.51.100.1'
  const settings = { ...BEHIND_A_PROXY, SOURCE_ACCOUNTS: '3' }

  /** Others in the house try one account after the other. */
  async function othersTry(place: University) {
    for (let account = 0; account < 4; account++)
      await signIn(place.visitor(from(HOUSE)), `nobody${account}@agh.edu.pl`, 'Wiosna2026!')
  }

  test.each(['CAS', 'OpenID Connect'])(
    'reads that it may not be their doing, and finds ID and boxes again: %s',
    async (protocol) => {
      const place = await university({ ...HERE, settings })
      const { login, password } = place.person('alice')
      const party = await relyingParty(place, 'timetable')
      const address = protocol === 'CAS' ? at(service) : (await party.begin()).address
      const visitor = place.visitor(from(HOUSE))
      const form = await visitor.open(address)
      await othersTry(place)
      const answer = await visitor.submit(form, 'Sign in', { ID: login, Password: password, [WARN]: 'yes' })
      expect([answer.status, answer.heading]).toEqual([429, 'You have to wait'])
      expect(answer.text).toContain('perhaps not yours: many people share one network')
      expect(answer.link(AGAIN).href).not.toContain('alice')

      for (const opened of [answer.link(AGAIN), answer.link('Polski')]) {
        const again = await visitor.open(opened)
        expect(again.html).toContain(`value="${login}"`)
        expect(again.document.querySelector('input[name=warn]')?.hasAttribute('checked')).toBe(true)
        expect(again.html).not.toContain(password)
      }
    },
  )

  test('also with no box ticked; nobody else is shown the ID, and neither is a form that is opened afresh', async () => {
    const place = await university({ ...HERE, settings })
    const { login, password } = place.person('alice')
    const visitor = place.visitor(from(HOUSE))
    const form = await visitor.open(at(service))
    await othersTry(place)
    const answer = await visitor.submit(form, 'Sign in', { ID: login, Password: password })
    const again = answer.link(AGAIN)
    const idShown = async (who: Visitor, address: URL | string) =>
      (await who.open(address)).field('ID').getAttribute('value') ?? ''
    expect(await idShown(visitor, again)).toBe(login)
    expect(await idShown(place.visitor(from(HOUSE)), again)).toBe('')
    expect(await idShown(visitor, at(service))).toBe('')
  })
})
