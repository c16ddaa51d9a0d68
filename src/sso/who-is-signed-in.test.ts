import { beforeAll, describe, expect, test } from 'vitest'
import { client, relyingParty, walk } from '../../test/relying-party.ts'
import { registered } from '../../test/service.ts'
import { type University, university } from '../../test/university.ts'
import { Page, type Visitor } from '../../test/visitor.ts'

const WARN = 'Warn me before signing me in to other sites'

const wishes = { plain: {}, asks: { consent: true }, sure: { assurance: 'second-factor' } } as const
type Wish = keyof typeof wishes

let here: University
beforeAll(async () => {
  const services = (Object.keys(wishes) as Wish[]).flatMap((id) => [
    client(id, {}, wishes[id]),
    registered({ id: `cas-${id}`, urls: [`https://${id}.example.edu/`], ...wishes[id] }),
  ])
  here = await university({ services })
})

/** A browser of somebody who wishes to be asked. */
async function signedIn(key: string) {
  const visitor = here.visitor()
  const { login, password } = here.person(key)
  await visitor.submit(await visitor.open('/cas/login'), 'Sign in', { ID: login, Password: password, [WARN]: 'yes' })
  return visitor
}

const protocols = {
  CAS: (id: Wish, visitor: Visitor) =>
    visitor.open(`/cas/login?${new URLSearchParams({ service: `https://${id}.example.edu/` })}`),
  async 'OpenID Connect'(id: Wish, visitor: Visitor) {
    const page = await walk(visitor, (await (await relyingParty(here, id)).begin()).address)
    if (!(page instanceof Page)) throw new Error(`Sent on to ${page.href}`)
    return page
  },
} as const

describe.each(Object.entries(protocols))('on the way to a service by %s', (_, lead) => {
  test.each([
    ['whether to go on', 'plain', 'Go on to'],
    ['for consent', 'asks', 'will learn about you'],
    ['for a second factor', 'sure', 'This service asks for a second factor'],
  ] as const)('the page that asks %s says who is signed in, and has the way out (req 60)', async (_, id, heading) => {
    const visitor = await signedIn('alice')
    const page = await lead(id, visitor)
    expect(page.heading).toContain(heading)
    expect(page.document.querySelector('header .who')?.textContent).toContain(here.person('alice').name)
    expect((await visitor.submit(page, 'log out')).heading).toBe('You have been logged out')
    expect((await visitor.open('/cas/login')).heading).toBe('Sign in')
  })
})

test.each(['plain', 'asks'] as const)(
  'a page in between is not shown to whoever has signed in since, and not answered by them: %s',
  async (id) => {
    const visitor = await signedIn('alice')
    const page = await protocols['OpenID Connect'](id, visitor)
    const cookie = '__Host-TGC'
    visitor.cookies.set(cookie, (await signedIn('bob')).cookies.get(cookie) ?? '')
    expect((await visitor.submit(page, id === 'asks' ? 'Agree and continue' : 'Continue')).status).toBe(410)
    expect(await here.database.db.selectFrom('consents').selectAll().execute()).toEqual([])
    expect((await visitor.open(page.address)).status).toBe(410)
    visitor.cookies.delete(cookie)
    expect((await visitor.open(page.address)).status).toBe(410)
  },
)
