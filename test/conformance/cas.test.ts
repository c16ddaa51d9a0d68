import { expect, test } from 'vitest'
import { signIn } from '../attacks/steps.ts'
import {
  ask,
  elements,
  find,
  listening,
  login,
  samlEnvelope,
  signedIn,
  texts,
  ticketFor,
  trustedCertificate,
} from '../cas.ts'
import { registered } from '../service.ts'
import { university } from '../university.ts'

// The name of each test begins with the clauses that it holds: `cas-clauses.ts` says what they ask, `docs/protocols/cas.md` lists
// both, and a habit keeps them together.

const { certificate, file } = trustedCertificate()
const callback = await listening({
  certificate,
  answer: ({ address }) => {
    if (address.pathname === '/callback/moved') return { status: 302, headers: { location: '/callback' } }
    return { status: address.pathname === '/callback/broken' ? 500 : 200 }
  },
})
const stranger = await listening({ certificate })
const desktop = await listening()
const unreliable = await listening({ answer: () => ({ status: 503 }) })

const app = 'https://library.example.edu/app'
const archive = 'https://archive.example.edu/'
const backend = 'https://backend.example.edu/api'
const library = registered({
  id: 'library',
  name: { pl: 'Biblioteka', en: 'Library' },
  urls: [app],
  attributes: ['mail', 'givenName', 'sn', 'eduPersonAffiliation'],
  proxyCallbacks: [`${callback.origin}/callback`, `${stranger.origin}/only-here`, 'https://localhost:1/'],
})
const services = [
  library,
  registered({ id: 'archive', name: { pl: 'Archiwum', en: 'Archive' }, urls: [archive], singleLogout: false }),
  registered({ id: 'backend', urls: [backend], attributes: ['mail'], proxyCallbacks: [`${callback.origin}/second`] }),
  registered({ id: 'desktop', name: { pl: 'Pulpit', en: 'Desktop' }, urls: [`${desktop.origin}/app`] }),
  registered({ id: 'told-elsewhere', urls: ['https://elsewhere.example.edu/'], logoutUrl: `${desktop.origin}/out` }),
  registered({ id: 'unreliable', urls: [`${unreliable.origin}/`] }),
  registered({ id: 'plain', urls: ['http://plain.example.edu/'], attributes: ['mail'] }),
  registered({
    id: 'careful',
    name: { pl: 'Ostrożna', en: 'Careful' },
    urls: ['https://careful.example.edu/'],
    attributes: ['mail', 'student_number'],
    consent: true,
  }),
  registered({
    id: 'grades',
    name: { pl: 'Oceny', en: 'Grades' },
    urls: ['https://grades.example.edu/'],
    assurance: 'second-factor',
  }),
]
const furta = await university({ services, settings: { CALLBACK_CA_FILE: file } })
const alice = furta.person('alice')

const validated = async (ticket: string, more: Record<string, string> = {}, endpoint = 'p3/serviceValidate') =>
  elements(await ask(furta, endpoint, { service: app, ticket, ...more }))
const codeOf = (answer: ReturnType<typeof elements>) =>
  (find(answer, 'authenticationFailure') ?? find(answer, 'proxyFailure'))?.attributes.code

/** What the callback was sent last. */
const lastCall = (at = callback) => at.heard.at(-1)?.address.searchParams
const granted = async (visitor: Awaited<ReturnType<typeof signedIn>>, pgtUrl = `${callback.origin}/callback`) => {
  const answer = await validated(await ticketFor(visitor, app), { pgtUrl })
  return { answer, iou: find(answer, 'proxyGrantingTicket')?.text, pgt: lastCall()?.get('pgtId') ?? '' }
}
const proxyTicket = async (pgt: string, targetService = backend) =>
  find(elements(await ask(furta, 'proxy', { pgt, targetService })), 'proxyTicket')?.text ?? ''
const saml = (target: string, body: string, query = '') =>
  furta.visitor().send('POST', `/cas/samlValidate?${new URLSearchParams({ TARGET: target })}${query}`, body, {
    'content-type': 'text/xml',
  })

/** Visits of earlier tests, to services that are not there, are of no interest any more. */
const everybodyTold = () =>
  furta.database.db.updateTable('service_visits').set({ told_at: furta.clock.now() }).execute()

test('2.1 cookie; 2.1.5 sso · whoever is signed in gets a ticket for every service without typing anything', async () => {
  const visitor = await signedIn(furta)
  for (const service of [app, archive]) {
    const answer = await login(visitor, { service })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/\?ticket=ST-[A-Za-z0-9]+$/),
    ])
  }
})

test('2.1.1 case · a parameter in other letters is no parameter', async () => {
  const visitor = await signedIn(furta)
  const page = await visitor.open(`/cas/login?${new URLSearchParams({ Service: app, RENEW: 'true' })}`)
  expect([page.heading, page.address.pathname]).toEqual(['You are signed in', '/cas/login'])
  expect(await ask(furta, 'serviceValidate', { Service: app, Ticket: 'ST-x' })).toContain('INVALID_REQUEST')
})

test('2.1.1 no-service; 2.1.1 signed-in; 2.2.4 no-service · without a service one is asked to sign in, and then told that one is', async () => {
  const visitor = furta.visitor()
  expect((await visitor.open('/cas/login')).heading).toBe('Sign in')
  const page = await signIn(visitor, alice.login, alice.password)
  expect([page.heading, page.status]).toEqual(['You are signed in', 200])
})

test('2.1.1 registered; 2.2.1 denied · a service that is not registered is refused in words, before and after the password', async () => {
  const unknown = 'https://unknown.example.edu/app'
  const visitor = furta.visitor()
  const page = await visitor.open(`/cas/login?${new URLSearchParams({ service: `${unknown}?secret=1` })}`)
  expect(page.status).toBe(403)
  expect(page.heading).toBe('This application is not authorised to use the central sign-in')
  expect(page.text).toContain(unknown)
  expect(page.text).not.toContain('secret')
  expect(page.text).toContain('write to the')
  expect(page.document.querySelectorAll('a').map((link) => link.getAttribute('href'))).not.toContain(unknown)

  const { action, body } = visitor.fill(await visitor.open('/cas/login'), 'Sign in', {
    ID: alice.login,
    Password: alice.password,
  })
  body.set('service', unknown)
  expect((await visitor.send('POST', action, body)).status).toBe(403)
  expect(visitor.cookies.has('__Host-TGC')).toBe(false)
})

test('2.1.1 renew · renew asks for the password at a live session, says who is signed in, and has the ID filled in', async () => {
  const visitor = await signedIn(furta)
  const page = await visitor.open(`/cas/login?${new URLSearchParams({ service: app, renew: 'true' })}`)
  expect(page.heading).toBe('Sign in')
  expect(page.text).toMatch(/You are signed in as \S+ \S+/)
  expect(page.field('ID').getAttribute('value')).toBe(alice.login)
  expect(page.field('Password').getAttribute('value')).toBeUndefined()
})

test('2.1.1 renew-gateway · with both, gateway is ignored', async () => {
  const both = { service: app, renew: 'true', gateway: 'true' }
  for (const visitor of [furta.visitor(), await signedIn(furta)]) {
    const page = await visitor.open(`/cas/login?${new URLSearchParams(both)}`)
    expect([page.status, page.heading]).toEqual([200, 'Sign in'])
  }
})

test('2.1.1 gateway · with a session, gateway leads back with a ticket and without a question', async () => {
  expect(await ticketFor(await signedIn(furta), app, { gateway: 'true' })).toMatch(/^ST-/)
})

test('2.1.1 gateway-none · without a session, gateway leads to the very service, byte for byte', async () => {
  for (const query of ['', '?a=%20b&c', '?', '?q=%2F%252F+x#part', '/deep/page?x=1&ticket=own#'])
    expect((await login(furta.visitor(), { service: app + query, gateway: 'true' })).headers.get('location')).toBe(
      app + query,
    )
  const visitor = await signedIn(furta)
  for (const service of ['https://careful.example.edu/', 'https://grades.example.edu/'])
    expect((await login(visitor, { service, gateway: 'true' })).headers.get('location')).toBe(service)
})

test('2.1.1 gateway-alone · gateway without a service asks as if it were not there', async () => {
  expect((await furta.visitor().open('/cas/login?gateway=true')).heading).toBe('Sign in')
  expect((await (await signedIn(furta)).open('/cas/login?gateway=true')).heading).toBe('You are signed in')
})

test('2.1.1 POST · method=POST hands the ticket over in a form that works without a script and goes to that service alone', async () => {
  const service = `${app}/start?a=1#part`
  const page = await (await signedIn(furta)).open(`/cas/login?${new URLSearchParams({ service, method: 'POST' })}`)
  const form = page.form('Continue')
  expect([form.getAttribute('action'), form.getAttribute('method')]).toEqual([service, 'post'])
  // Nothing but the ticket: our own value against forged forms is not the service's business.
  expect(form.querySelectorAll('input').map((input) => input.getAttribute('name'))).toEqual(['ticket'])
  const policy = page.headers.get('content-security-policy') ?? ''
  // Where the service leads on from there is its own affair (decision 264).
  expect(policy).toContain('form-action https:;')
  const [, nonce] = /script-src 'nonce-([^']+)'/.exec(policy) ?? []
  expect(page.document.querySelector('script')?.getAttribute('nonce')).toBe(nonce)
  const ticket = form.querySelector('input')?.getAttribute('value') ?? ''
  expect(await ask(furta, 'serviceValidate', { service, ticket })).toContain('<cas:user>')
})

test('2.1.1 HEADER · method=HEADER answers with service and ticket in headers', async () => {
  const answer = await login(await signedIn(furta), { service: app, method: 'HEADER' })
  expect([answer.status, answer.headers.get('service'), answer.headers.get('location')]).toEqual([200, app, null])
  const ticket = answer.headers.get('ticket') ?? ''
  expect(await answer.text()).not.toContain(ticket)
  expect(await ask(furta, 'serviceValidate', { service: app, ticket })).toContain('<cas:user>')
})

test('2.1.1 method · without a method, or with one that nobody knows, the answer is a redirect', async () => {
  const visitor = await signedIn(furta)
  for (const method of ['GET', 'post', 'PUT', '', '<x>'])
    expect(await ticketFor(visitor, app, { method })).toMatch(/^ST-/)
})

test('2.1.3 form; 2.1.3 warn · the form has all the fields of the specification, and service as it was given', async () => {
  const service = `${app}?a=%2F%252F&b=ü`.replace('ü', '%C3%BC')
  const page = await furta.visitor().open(`/cas/login?${new URLSearchParams({ service })}`)
  const form = page.form('Sign in')
  const action = new URL(form.getAttribute('action') ?? '', page.address)
  expect([action.pathname, form.getAttribute('method')]).toEqual(['/cas/login', 'post'])
  const names = form.querySelectorAll('input').map((input) => input.getAttribute('name'))
  expect(names).toEqual(expect.arrayContaining(['username', 'password', 'lt', 'service', 'warn']))
  expect(form.querySelector('[name=service]')?.getAttribute('value')).toBe(service)
  expect(page.field('Warn me before signing me in to other sites').hasAttribute('checked')).toBe(false)
})

test('2.2.1 service; 2.2.4 success; B redirect · after the password the service gets a GET with a ticket that is good, before any fragment', async () => {
  const service = `${app}/start?a=%20b&c#part`
  const visitor = furta.visitor()
  const page = await visitor.open(`/cas/login?${new URLSearchParams({ service })}`)
  const { action, body } = visitor.fill(page, 'Sign in', { ID: alice.login, Password: alice.password })
  const answer = await visitor.send('POST', action, body)
  const location = answer.headers.get('location') ?? ''
  expect(answer.status).toBe(303)
  const [, ticket = ''] =
    /^https:\/\/library\.example\.edu\/app\/start\?a=%20b&c&ticket=(ST-\w+)#part$/.exec(location) ?? []
  expect(location).not.toContain(encodeURIComponent(alice.password))
  expect(await ask(furta, 'validate', { service, ticket, renew: 'true' })).toMatch(/^yes\n/)
})

test('2.2.1 warn · whoever ticked the box is asked before each further service, and may stay', async () => {
  const visitor = furta.visitor()
  const form = await visitor.open(`/cas/login?${new URLSearchParams({ service: app })}`)
  const { action, body } = visitor.fill(form, 'Sign in', {
    ID: alice.login,
    Password: alice.password,
    'Warn me before signing me in to other sites': 'true',
  })
  expect((await visitor.send('POST', action, body)).headers.get('location')).toContain('ticket=ST-')

  for (const more of [{}, { gateway: 'true' }] as Record<string, string>[]) {
    const page = await visitor.open(`/cas/login?${new URLSearchParams({ service: archive, ...more })}`)
    expect(page.heading).toBe('Go on to Archive?')
    expect(page.html).not.toMatch(/\bST-[A-Za-z0-9]{26}\b/)
    expect((await visitor.open(page.link('Stay here'))).heading).toBe('You are signed in')
    const pressed = visitor.fill(page, 'Continue')
    const answer = await visitor.send('POST', pressed.action, pressed.body)
    expect(answer.headers.get('location')).toMatch(/^https:\/\/archive\.example\.edu\/\?ticket=ST-/)
  }
  const other = await signedIn(furta)
  expect(await ticketFor(other, archive)).toMatch(/^ST-/)
})

test('2.2.1 method · what was asked for before the password holds after it', async () => {
  const visitor = furta.visitor()
  const form = await visitor.open(`/cas/login?${new URLSearchParams({ service: app, method: 'POST' })}`)
  const page = await visitor.submit(form, 'Sign in', { ID: alice.login, Password: alice.password })
  expect(page.form('Continue').getAttribute('action')).toBe(app)
})

test('2.2.2 required · without username or password nothing is looked at', async () => {
  for (const missing of ['username', 'password']) {
    const visitor = furta.visitor()
    const { action, body } = visitor.fill(await visitor.open('/cas/login'), 'Sign in', {
      ID: alice.login,
      Password: alice.password,
    })
    body.delete(missing)
    body.set(missing.toUpperCase(), 'x')
    expect((await visitor.send('POST', action, body)).status).toBe(400)
  }
})

test('2.2.2 lt; 3.5.1 login-ticket · a login ticket is unique, good for one attempt, right or wrong, and for its own form', async () => {
  const pages = await Promise.all(Array.from({ length: 20 }, () => furta.visitor().open('/cas/login')))
  const tickets = pages.map((page) => page.document.querySelector('[name=lt]')?.getAttribute('value') ?? '')
  expect(new Set(tickets).size).toBe(20)
  for (const ticket of tickets) expect(ticket).toMatch(/^LT-[A-Za-z0-9]{16}$/)

  const send = async (password: string, lt?: string) => {
    const visitor = furta.visitor()
    const { action, body } = visitor.fill(await visitor.open('/cas/login'), 'Sign in', {
      ID: alice.login,
      Password: password,
    })
    if (lt !== undefined) body.set('lt', lt)
    return { visitor, action, body, answer: await visitor.send('POST', action, body) }
  }
  const wrong = await send('Wrong-password-1')
  expect(wrong.answer.status).toBe(422)
  wrong.body.set('password', alice.password)
  const again = await wrong.visitor.request('POST', wrong.action, wrong.body)
  expect([again.status, again.summary]).toEqual([422, expect.stringContaining('This form was sent before')])

  const foreign = await send(alice.password, tickets[0])
  expect(await foreign.answer.text()).toContain('This form was sent before')
  expect(foreign.visitor.cookies.has('__Host-TGC')).toBe(false)
})

test('2.2.4 failure · a failure comes back to the form with a message, the ID and the service', async () => {
  const visitor = furta.visitor()
  const form = await visitor.open(`/cas/login?${new URLSearchParams({ service: app })}`)
  const page = await visitor.submit(form, 'Sign in', { ID: alice.login, Password: 'Wrong-password-1' })
  expect([page.status, page.summary]).toEqual([422, expect.stringContaining('Wrong ID or password')])
  expect(page.field('ID').getAttribute('value')).toBe(alice.login)
  expect(page.form('Sign in').querySelector('[name=service]')?.getAttribute('value')).toBe(app)
})

test('2.3 logout; 2.3.2 page · after logging out there is no ticket without the password, and the page says which services are told', async () => {
  const visitor = await signedIn(furta)
  const copy = visitor.sameBrowser()
  await validated(await ticketFor(visitor, app))
  await ask(furta, 'validate', { service: archive, ticket: await ticketFor(visitor, archive) })
  const page = await visitor.open('/cas/logout')
  expect(page.heading).toBe('You have been logged out')
  expect(page.document.querySelector('section[aria-labelledby=told]')?.textContent).toContain('Library')
  expect(page.document.querySelector('section[aria-labelledby=left]')?.textContent).toContain('Archive')
  expect(visitor.cookies.has('__Host-TGC')).toBe(false)
  for (const browser of [visitor, copy])
    expect((await browser.open(`/cas/login?${new URLSearchParams({ service: app })}`)).heading).toBe('Sign in')
})

test('2.3.1 service; 2.3.1 url; 2.3.2 registered · logging out leads back to a registered service and nowhere else', async () => {
  const out = (query: Record<string, string>) =>
    furta.visitor().send('GET', `/cas/logout?${new URLSearchParams(query)}`)
  expect((await out({ service: `${app}?x=%20` })).headers.get('location')).toBe(`${app}?x=%20`)
  for (const query of [{ url: app }, { service: 'https://unknown.example.edu/' }, {}] as Record<string, string>[]) {
    const answer = await out(query)
    expect([answer.status, answer.headers.get('location')]).toEqual([200, null])
    expect(await answer.text()).toContain('You have been logged out')
  }
})

test('2.3.3 all; C document · every ticket’s service gets one LogoutRequest, wherever it wants to hear', async () => {
  await everybodyTold()
  const visitor = await signedIn(furta)
  const service = `${desktop.origin}/app/here?x=1`
  const tickets = [await ticketFor(visitor, service), await ticketFor(visitor, service)]
  for (const ticket of tickets) await ask(furta, 'validate', { service, ticket })
  const elsewhere = await ticketFor(visitor, 'https://elsewhere.example.edu/')
  await ask(furta, 'validate', { service: 'https://elsewhere.example.edu/', ticket: elsewhere })
  desktop.heard.length = 0
  await visitor.open('/cas/logout')
  await furta.tellServices()
  await furta.tellServices()

  expect(desktop.heard.map(({ method, address }) => `${method} ${address.pathname}${address.search}`).sort()).toEqual([
    'POST /app/here?x=1',
    'POST /app/here?x=1',
    'POST /out',
  ])
  const messages = desktop.heard.map(({ body }) => new URLSearchParams(body).get('logoutRequest') ?? '')
  const told = messages.map((message) => /<samlp:SessionIndex>([^<\s]+)<\/samlp:SessionIndex>/.exec(message)?.[1])
  expect(told.sort()).toEqual([...tickets, elsewhere].sort())
  const document = elements(messages[0] ?? '')
  expect([document.name, document.attributes.Version]).toEqual(['LogoutRequest', '2.0'])
  expect(document.attributes.ID).toMatch(/^LR-\w{24}$/)
  expect(document.attributes.IssueInstant).toBe(furta.clock.now().toISOString())
  expect(find(document, 'NameID')?.text).toBe('@NOT_USED@')
})

test('2.3.3.1 errors · a service that fails delays no page, keeps no other from hearing, and is asked again', async () => {
  await everybodyTold()
  const visitor = await signedIn(furta)
  for (const service of [`${unreliable.origin}/`, `${desktop.origin}/app`])
    await ask(furta, 'validate', { service, ticket: await ticketFor(visitor, service) })
  desktop.heard.length = 0
  unreliable.heard.length = 0
  expect((await visitor.open('/cas/logout')).heading).toBe('You have been logged out')
  await expect(furta.tellServices()).rejects.toThrow('could not be told of a sign-out: 1 of 2.')
  await expect(furta.tellServices()).rejects.toThrow('could not be told of a sign-out: 1 of 1.')
  expect([desktop.heard.length, unreliable.heard.length]).toEqual([1, 2])
  await everybodyTold()
})

test('2.4 proxy; 2.5 proxy; 2.5.3 INVALID_TICKET_SPEC; 3.2.1 once · where no proxy ticket is taken it is refused with the reason, and spent', async () => {
  const { pgt } = await granted(await signedIn(furta))
  const first = await proxyTicket(pgt)
  expect(await ask(furta, 'validate', { service: backend, ticket: first })).toBe('no\n\n')
  for (const endpoint of ['serviceValidate', 'p3/serviceValidate']) {
    const ticket = await proxyTicket(pgt)
    const answer = await validated(ticket, { service: backend }, endpoint)
    expect(codeOf(answer)).toBe('INVALID_TICKET_SPEC')
    expect(find(answer, 'authenticationFailure')?.text).toContain('This is a proxy ticket')
    expect(codeOf(await validated(ticket, { service: backend }, 'proxyValidate'))).toBe('INVALID_TICKET')
  }
  expect(codeOf(await validated(first, { service: backend }, 'proxyValidate'))).toBe('INVALID_TICKET')
})

test('2.4.1 parameters; 2.4.2 response · /validate says yes with the user, or no', async () => {
  const visitor = await signedIn(furta)
  const ticket = await ticketFor(visitor, app)
  const attempted = await ticketFor(visitor, app)
  // An attempt without a service is one.
  expect(await ask(furta, 'validate', { ticket: attempted })).toBe('no\n\n')
  expect(await ask(furta, 'validate', { service: app, ticket: attempted })).toBe('no\n\n')
  expect(await ask(furta, 'validate', { service: app })).toBe('no\n\n')
  expect(await ask(furta, 'validate', { service: app, ticket })).toBe(`yes\n${alice.login}\n`)
  expect(await ask(furta, 'validate', { service: app, ticket })).toBe('no\n\n')
  expect(await ask(furta, 'validate', { service: app, ticket: await ticketFor(visitor, app), renew: 'true' })).toBe(
    'no\n\n',
  )
})

test('2.5 xml; 2.5.2 response · success and failure in XML and JSON have the shape of the examples', async () => {
  const visitor = await signedIn(furta)
  const get = async (more: Record<string, string>) => {
    const query = new URLSearchParams({ service: archive, ticket: await ticketFor(visitor, archive), ...more })
    return furta.visitor().send('GET', `/cas/serviceValidate?${query}`)
  }
  const good = await get({})
  expect(good.headers.get('content-type')).toBe('application/xml; charset=utf-8')
  const text = await good.text()
  expect(text).toContain('<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">')
  expect(elements(text).children.map(({ name }) => name)).toEqual(['authenticationSuccess'])
  expect(find(elements(text), 'user')?.text).toBe(alice.login)

  const inJson = await get({ format: 'JSON' })
  expect(inJson.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(await inJson.json()).toMatchObject({
    serviceResponse: { authenticationSuccess: { user: alice.login, attributes: { isFromNewLogin: 'false' } } },
  })
  expect(await (await get({ format: 'JSON', ticket: 'ST-none' })).json()).toEqual({
    serviceResponse: {
      authenticationFailure: { code: 'INVALID_TICKET', description: 'The ticket is not known, or was used before.' },
    },
  })
})

test('2.5.1 renew · with renew, a ticket from a session is good at no endpoint, and one from the password at all', async () => {
  const visitor = await signedIn(furta)
  const fromPassword = async () => {
    const form = await visitor.open(`/cas/login?${new URLSearchParams({ service: app, renew: 'true' })}`)
    const { action, body } = visitor.fill(form, 'Sign in', { Password: alice.password })
    const answer = await visitor.send('POST', action, body)
    return new URL(answer.headers.get('location') ?? '').searchParams.get('ticket') ?? ''
  }
  for (const endpoint of ['serviceValidate', 'proxyValidate', 'p3/serviceValidate', 'p3/proxyValidate']) {
    const old = await validated(await ticketFor(visitor, app), { renew: 'true' }, endpoint)
    expect([endpoint, codeOf(old)]).toEqual([endpoint, 'INVALID_TICKET'])
    expect(find(old, 'authenticationFailure')?.text).toContain('wants a new sign-in')
    expect(find(await validated(await fromPassword(), { renew: 'true' }, endpoint), 'user')?.text).toBe(alice.login)
  }
  const bySaml = async (ticket: string) => (await saml(app, samlEnvelope(ticket), '&renew=true')).text()
  expect(await bySaml(await ticketFor(visitor, app))).toContain('wants a new sign-in')
  expect(await bySaml(await fromPassword())).toContain('samlp:Success')
})

test('2.5.1 format · a format that nobody knows is an error, and spends the ticket as every attempt does', async () => {
  const visitor = await signedIn(furta)
  for (const format of ['YAML', '', 'json;x'])
    expect(codeOf(await validated(await ticketFor(visitor, app), { format }))).toBe('INVALID_REQUEST')
  const ticket = await ticketFor(visitor, app)
  const twice = `/cas/p3/serviceValidate?${new URLSearchParams({ service: app, ticket })}&format=XML&format=JSON`
  expect(await (await furta.visitor().send('GET', twice)).text()).toContain('INVALID_REQUEST')
  expect(codeOf(await validated(ticket))).toBe('INVALID_TICKET')
  const another = await ticketFor(visitor, app)
  expect(await ask(furta, 'p3/serviceValidate', { service: app, ticket: another, format: 'xml' })).toContain(
    '<cas:user>',
  )
})

test('2.5.3 INVALID_REQUEST · what is required and missing, or there twice, is named', async () => {
  const ticket = await ticketFor(await signedIn(furta), app)
  for (const query of ['', `service=${app}`, `ticket=${ticket}`, `service=${app}&ticket=${ticket}&ticket=ST-x`]) {
    const answer = elements(await (await furta.visitor().send('GET', `/cas/serviceValidate?${query}`)).text())
    expect(codeOf(answer)).toBe('INVALID_REQUEST')
    expect(find(answer, 'authenticationFailure')?.text).toContain('Both service and ticket are required')
  }
})

test('2.5.3 UNAUTHORIZED_SERVICE_PROXY · a service without proxy rights gets no proxy-granting ticket, and its ticket is spent', async () => {
  const ticket = await ticketFor(await signedIn(furta), archive)
  const asked = { service: archive, pgtUrl: `${callback.origin}/callback` }
  expect(codeOf(await validated(ticket, asked))).toBe('UNAUTHORIZED_SERVICE_PROXY')
  expect(codeOf(await validated(ticket, { service: archive }))).toBe('INVALID_TICKET')
})

test('2.5.3 INVALID_PROXY_CALLBACK; 2.5.4 trust · a callback that is not https, not registered, not trusted or not there fails the whole validation', async () => {
  const visitor = await signedIn(furta)
  const before = callback.heard.length + stranger.heard.length
  for (const pgtUrl of [
    `${callback.origin}/callback`.replace('https', 'http'),
    `${callback.origin}/callbacks`,
    `${callback.origin}/callback/../other`,
    `${stranger.origin}/`,
    'https://localhost:1/nobody',
    'https://unknown.example.edu/callback',
    `${callback.origin}/callback#part`,
    'callback',
  ]) {
    const ticket = await ticketFor(visitor, app)
    const answer = await validated(ticket, { pgtUrl })
    expect([pgtUrl, codeOf(answer)]).toEqual([pgtUrl, 'INVALID_PROXY_CALLBACK'])
    expect(find(answer, 'proxyGrantingTicket')).toBeUndefined()
    expect(codeOf(await validated(ticket))).toBe('INVALID_TICKET')
  }
  expect(callback.heard.length + stranger.heard.length).toBe(before)
  // Another authority than those we trust.
  const place = await university({ services })
  const ticket = await ticketFor(await signedIn(place), app)
  const pgtUrl = `${callback.origin}/callback`
  expect(await ask(place, 'p3/serviceValidate', { service: app, ticket, pgtUrl })).toContain('INVALID_PROXY_CALLBACK')
  expect(callback.heard.length + stranger.heard.length).toBe(before)
})

test('2.5.3 INVALID_TICKET; 3.1.1 once · every attempt spends the ticket, and the reason is said without it', async () => {
  const visitor = await signedIn(furta)
  const once = await ticketFor(visitor, app)
  await validated(once)
  const late = await ticketFor(visitor, app)
  const reasons = [
    [once, 'was used before'],
    ['ST-unknown', 'not known'],
    ['TGT-x', 'not known'],
  ] as const
  for (const [ticket, reason] of reasons) {
    const answer = await validated(ticket)
    expect([codeOf(answer), find(answer, 'authenticationFailure')?.text]).toEqual([
      'INVALID_TICKET',
      expect.stringContaining(reason),
    ])
    expect(find(answer, 'authenticationFailure')?.text).not.toContain(ticket)
  }
  const renewed = await validated(late, { renew: 'true' })
  expect(codeOf(renewed)).toBe('INVALID_TICKET')
  expect(find(await validated(late), 'authenticationFailure')?.text).toContain('was used before')
})

test('2.5.3 INVALID_SERVICE; 3.1.1 service · a ticket of another service is refused and dead, and its service is no part of it', async () => {
  const visitor = await signedIn(furta)
  for (const near of [archive, `${app}/`, `${app}?x=1`, `${app}/%2F`, app.toUpperCase()]) {
    const ticket = await ticketFor(visitor, app)
    expect(ticket).not.toContain('library')
    expect(codeOf(await validated(ticket, { service: near }))).toBe('INVALID_SERVICE')
    expect(codeOf(await validated(ticket))).toBe('INVALID_TICKET')
  }
})

test('2.5.3 INTERNAL_ERROR; 2.7.3 codes · what breaks here, what is not asked for well, and what is not allowed have codes of their own', async () => {
  const place = await university({ services })
  const { schema } = place.database.db
  await schema.alterTable('service_tickets').renameTo('elsewhere').execute()
  const answer = elements(await ask(place, 'serviceValidate', { service: app, ticket: 'ST-x' }))
  expect(codeOf(answer)).toBe('INTERNAL_ERROR')
  expect(find(answer, 'authenticationFailure')?.text).toMatch(/\([A-Z2-9]{4}-[A-Z2-9]{4}\)/)
  await schema.alterTable('proxy_granting_tickets').renameTo('gone').execute()
  expect(codeOf(elements(await ask(place, 'proxy', { pgt: 'PGT-x', targetService: backend })))).toBe('INTERNAL_ERROR')

  const { pgt } = await granted(await signedIn(furta))
  const refused = async (query: Record<string, string>) => codeOf(elements(await ask(furta, 'proxy', query)))
  expect(await refused({ pgt })).toBe('INVALID_REQUEST')
  expect(await refused({ targetService: backend })).toBe('INVALID_REQUEST')
  expect(await refused({ pgt, targetService: backend, format: 'YAML' })).toBe('INVALID_REQUEST')
  expect(await refused({ pgt, targetService: 'https://unknown.example.edu/' })).toBe('UNAUTHORIZED_SERVICE')
  expect(await refused({ pgt, targetService: 'https://careful.example.edu/' })).toBe('UNAUTHORIZED_SERVICE')
  expect(await refused({ pgt, targetService: 'https://grades.example.edu/' })).toBe('UNAUTHORIZED_SERVICE')
  expect(await refused({ pgt: 'PGT-unknown', targetService: backend })).toBe('INVALID_TICKET')
})

test('2.5 pgt; 2.5.4 call; 2.5.4 iou · a callback gets the ticket and its IOU beside its own parameters, and the answer names the same IOU', async () => {
  const { iou, pgt } = await granted(await signedIn(furta), `${callback.origin}/callback/in?own=1&two=%20x`)
  const call = callback.heard.at(-1)
  expect(call?.method).toBe('GET')
  expect(call?.address.pathname).toBe('/callback/in')
  expect(call?.address.search).toMatch(/^\?own=1&two=%20x&pgtId=PGT-\w+&pgtIou=PGTIOU-\w+$/)
  expect(iou).toBe(lastCall()?.get('pgtIou'))
  expect(await proxyTicket(pgt)).toMatch(/^PT-/)
})

test('2.5.4 status · only an answer of 200 makes a ticket, and a redirect is not followed', async () => {
  const visitor = await signedIn(furta)
  for (const path of ['moved', 'broken']) {
    const { answer, pgt } = await granted(visitor, `${callback.origin}/callback/${path}`)
    expect(codeOf(answer)).toBe('INVALID_PROXY_CALLBACK')
    expect(callback.heard.at(-1)?.address.pathname).toBe(`/callback/${path}`)
    expect(await ask(furta, 'proxy', { pgt, targetService: backend })).toContain('INVALID_TICKET')
  }
})

test('2.5.5 attributes; 2.8 attributes; A attributes · the answer holds what is said of the sign-in, then what the service is registered for', async () => {
  const visitor = await signedIn(furta)
  for (const endpoint of ['serviceValidate', 'p3/serviceValidate']) {
    const attributes = find(await validated(await ticketFor(visitor, app), {}, endpoint), 'attributes')
    const [when, longTerm, isNew, ...released] = attributes?.children ?? []
    expect([when?.name, longTerm?.name, longTerm?.text, isNew?.name, isNew?.text]).toEqual([
      'authenticationDate',
      'longTermAuthenticationRequestTokenUsed',
      'false',
      'isFromNewLogin',
      'false',
    ])
    expect(when?.text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(released.map(({ name }) => name)).toEqual([
      'mail',
      'givenName',
      'sn',
      'eduPersonAffiliation',
      'eduPersonAffiliation',
    ])
  }
  const other = find(await validated(await ticketFor(visitor, archive), { service: archive }), 'attributes')
  expect(other?.children).toHaveLength(3)
})

test('2.6 both; 2.9 proxy · the proxy endpoints take service tickets and proxy tickets, with attributes', async () => {
  const visitor = await signedIn(furta)
  const { pgt } = await granted(visitor)
  for (const endpoint of ['proxyValidate', 'p3/proxyValidate']) {
    const direct = await validated(await ticketFor(visitor, app), {}, endpoint)
    expect([find(direct, 'user')?.text, find(direct, 'proxies')]).toEqual([alice.login, undefined])
    const proxied = await validated(await proxyTicket(pgt), { service: backend }, endpoint)
    expect(find(proxied, 'user')?.text).toBe(alice.login)
    expect(
      find(proxied, 'attributes')
        ?.children.map(({ name, text }) => `${name} ${text}`)
        .slice(2),
    ).toEqual(['isFromNewLogin false', `mail ${alice.login}`])
    expect(texts(proxied, 'proxy')).toEqual([`${callback.origin}/callback`])
  }
})

test('2.6.2 proxies; A order · of several proxies the last one comes first, and the elements have their order', async () => {
  const { pgt } = await granted(await signedIn(furta))
  const second = `${callback.origin}/second`
  const middle = await validated(await proxyTicket(pgt), { service: backend, pgtUrl: second }, 'proxyValidate')
  expect(find(middle, 'authenticationSuccess')?.children.map(({ name }) => name)).toEqual([
    'user',
    'attributes',
    'proxyGrantingTicket',
    'proxies',
  ])
  const pgt2 = lastCall()?.get('pgtId') ?? ''
  const last = await validated(await proxyTicket(pgt2, archive), { service: archive }, 'p3/proxyValidate')
  expect(texts(last, 'proxy')).toEqual([second, `${callback.origin}/callback`])
  const inJson = await ask(furta, 'proxyValidate', {
    service: archive,
    ticket: await proxyTicket(pgt2, archive),
    format: 'JSON',
  })
  expect(JSON.parse(inJson).serviceResponse.authenticationSuccess.proxies).toEqual([
    second,
    `${callback.origin}/callback`,
  ])
})

test('2.7.1 parameters; 3.2.1 service · a proxy ticket is good for the very target it was asked for', async () => {
  const { pgt } = await granted(await signedIn(furta))
  const ticket = await proxyTicket(pgt, `${backend}/a?x=%2F`)
  expect(ticket).not.toContain('backend')
  expect(codeOf(await validated(ticket, { service: `${backend}/a?x=/` }, 'proxyValidate'))).toBe('INVALID_SERVICE')
  expect(codeOf(await validated(ticket, { service: `${backend}/a?x=%2F` }, 'proxyValidate'))).toBe('INVALID_TICKET')
  const good = await proxyTicket(pgt, `${backend}/a?x=%2F`)
  expect(find(await validated(good, { service: `${backend}/a?x=%2F` }, 'proxyValidate'), 'user')?.text).toBe(
    alice.login,
  )
})

test('2.7.2 response · a proxy ticket, and a refusal, come in the shape of the examples', async () => {
  const { pgt } = await granted(await signedIn(furta))
  const good = elements(await ask(furta, 'proxy', { pgt, targetService: backend }))
  expect([good.name, good.children[0]?.name, good.children[0]?.children[0]?.name]).toEqual([
    'serviceResponse',
    'proxySuccess',
    'proxyTicket',
  ])
  expect(elements(await ask(furta, 'proxy', { pgt })).children[0]?.name).toBe('proxyFailure')
  expect(JSON.parse(await ask(furta, 'proxy', { pgt, targetService: backend, format: 'json' }))).toMatchObject({
    serviceResponse: { proxySuccess: { proxyTicket: expect.stringMatching(/^PT-/) } },
  })
  expect(JSON.parse(await ask(furta, 'proxy', { pgt, format: 'json' }))).toMatchObject({
    serviceResponse: { authenticationFailure: { code: 'INVALID_REQUEST' } },
  })
})

test('3.1.1 expiry; 3.2.1 expiry · tickets are good for a minute, and then refused with the reason', async () => {
  const visitor = await signedIn(furta)
  const { pgt } = await granted(visitor)
  const [early, late, proxied] = [await ticketFor(visitor, app), await ticketFor(visitor, app), await proxyTicket(pgt)]
  furta.clock.advance({ seconds: 59 })
  expect(find(await validated(early), 'user')?.text).toBe(alice.login)
  furta.clock.advance({ seconds: 1 })
  for (const answer of [await validated(late), await validated(proxied, { service: backend }, 'proxyValidate')]) {
    expect(codeOf(answer)).toBe('INVALID_TICKET')
    expect(find(answer, 'authenticationFailure')?.text).toContain('expired')
  }
  const { TICKET_LIFETIME } = furta.settings
  expect(TICKET_LIFETIME).toBeLessThanOrEqual(5 * 60_000)
})

test('3.1.1 random; 3.1.1 form; 3.2.1 form; 3.3.1 form; 3.4.1 form; 3.7 characters · every kind of ticket has its prefix and length, no other characters, and is never alike', async () => {
  const visitor = await signedIn(furta)
  const tickets: string[] = []
  for (let round = 0; round < 10; round++) {
    const { pgt, iou = '' } = await granted(visitor)
    tickets.push(await ticketFor(visitor, app), await proxyTicket(pgt), pgt, iou)
    expect(tickets.slice(-4)).toEqual([
      expect.stringMatching(/^ST-[A-Za-z0-9-]{26}$/),
      expect.stringMatching(/^PT-[A-Za-z0-9-]{26}$/),
      expect.stringMatching(/^PGT-[A-Za-z0-9-]{40}$/),
      expect.stringMatching(/^PGTIOU-[A-Za-z0-9-]{40}$/),
    ])
    expect(iou.slice(7)).not.toBe(pgt.slice(4))
  }
  expect(new Set(tickets).size).toBe(40)
  expect(visitor.cookies.get('__Host-TGC')).toMatch(/^TGT-[A-Za-z0-9-]{41}$/)
})

test('3.3.1 many; 3.3.1 logout · a proxy-granting ticket makes many tickets until the person logs out, and none of them outlives it', async () => {
  const visitor = await signedIn(furta)
  const { pgt } = await granted(visitor)
  const tickets = [await proxyTicket(pgt), await proxyTicket(pgt), await proxyTicket(pgt)]
  expect(new Set(tickets).size).toBe(3)
  await visitor.open('/cas/logout')
  expect(codeOf(elements(await ask(furta, 'proxy', { pgt, targetService: backend })))).toBe('INVALID_TICKET')
  for (const ticket of tickets)
    expect(codeOf(await validated(ticket, { service: backend }, 'proxyValidate'))).toBe('INVALID_TICKET')
})

test('3.6.1 end; 3.6.1 path; 3.6.1 value; 3.6.1 name; 3.8.1 form; 3.8.1 shared · the cookie is a ticket-granting ticket that ends with the browser, for this host alone, and is kept as a digest', async () => {
  const visitor = furta.visitor()
  const { action, body } = visitor.fill(await visitor.open('/cas/login'), 'Sign in', {
    ID: alice.login,
    Password: alice.password,
  })
  const lines = (await visitor.send('POST', action, body)).headers.getSetCookie()
  const line = lines.find((one) => one.startsWith('__Host-TGC=')) ?? ''
  expect(line).toMatch(/^__Host-TGC=TGT-[A-Za-z0-9]{16}-[A-Za-z0-9]{24}; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
  const tickets = [await ticketFor(visitor, app), await ticketFor(visitor, app)]
  expect(new Set(tickets).size).toBe(2)
  const [, , secret = ''] = /TGT-(\w+)-(\w+)/.exec(line) ?? []
  const rows = await furta.database.db.selectFrom('sessions').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(secret)
  const copy = visitor.sameBrowser()
  await visitor.open('/cas/logout')
  expect((await login(copy, { service: app })).status).toBe(200)
})

test('2.2.2 rememberMe; 4.1.1 box; 4.1.3 attribute; 4.1.5 cookie · whoever wants to is remembered where it is offered, and services are told', async () => {
  expect((await furta.visitor().open('/cas/login')).text).not.toContain('Keep me signed in')
  const unasked = await remembered(furta)
  expect(unasked.line).not.toContain('Max-Age')

  const place = await university({ services, settings: { REMEMBER_ME_LIFETIME: '30d' } })
  const box = (await place.visitor().open('/cas/login')).document.querySelector('[name=rememberMe]')
  expect([box?.getAttribute('type'), box?.hasAttribute('checked')]).toEqual(['checkbox', false])
  const { visitor, line } = await remembered(place)
  expect(line).toContain(`Max-Age=${30 * 86_400}`)
  place.clock.advance({ days: 29 })
  const answers = async (browser: typeof visitor) => {
    const given = async () => ({ service: app, ticket: await ticketFor(browser, app) })
    const inJson = JSON.parse(await ask(place, 'p3/serviceValidate', { ...(await given()), format: 'JSON' }))
    const bySaml = await place
      .visitor()
      .send('POST', `/cas/samlValidate?TARGET=${app}`, samlEnvelope((await given()).ticket), {
        'content-type': 'text/xml',
      })
    const bySamlText = find(elements(await bySaml.text()), 'AttributeStatement')
    return [
      find(elements(await ask(place, 'serviceValidate', await given())), 'longTermAuthenticationRequestTokenUsed')
        ?.text,
      find(elements(await ask(place, 'proxyValidate', await given())), 'longTermAuthenticationRequestTokenUsed')?.text,
      inJson.serviceResponse.authenticationSuccess.attributes.longTermAuthenticationRequestTokenUsed,
      bySamlText?.children
        .find(({ attributes }) => attributes.AttributeName === 'longTermAuthenticationRequestTokenUsed')
        ?.children.find(({ name }) => name === 'AttributeValue')?.text,
    ]
  }
  expect(await answers(visitor)).toEqual(['true', 'true', 'true', 'true'])
  expect(await answers(await signedIn(place))).toEqual(['false', 'false', 'false', 'false'])
  place.clock.advance({ days: 1 })
  expect((await login(visitor, { service: app })).status).toBe(200)

  async function remembered(where: typeof furta) {
    const browser = where.visitor()
    const { login: id, password } = where.person('alice')
    const { action, body } = browser.fill(await browser.open('/cas/login'), 'Sign in', { ID: id, Password: password })
    body.set('rememberMe', 'true')
    const answer = await browser.send('POST', action, body)
    return {
      visitor: browser,
      line: answer.headers.getSetCookie().find((one) => one.startsWith('__Host-TGC=')) ?? '',
    }
  }
})

test('4.2.1 TARGET · the target is the very service of the ticket, and without TLS nothing of the person is said', async () => {
  const visitor = await signedIn(furta)
  const other = await saml(`${app}/`, samlEnvelope(await ticketFor(visitor, app)))
  expect(await other.text()).toContain('INVALID_SERVICE')
  const plain = 'http://plain.example.edu/'
  const answer = await (await saml(plain, samlEnvelope(await ticketFor(visitor, plain)))).text()
  expect(answer).toContain('samlp:Success')
  expect(attributeNames(answer)).toEqual([
    'authenticationDate',
    'longTermAuthenticationRequestTokenUsed',
    'isFromNewLogin',
  ])
})

const attributeNames = (xml: string) => [...xml.matchAll(/AttributeName="([^"]+)"/g)].map(([, name]) => name)

test('4.2.2 POST; 4.2.3 values · only a POST of XML with one request and a ticket is read, with an identifier or without', async () => {
  const ticket = await ticketFor(await signedIn(furta), app)
  expect((await furta.visitor().send('GET', `/cas/samlValidate?TARGET=${app}`)).status).toBe(405)
  const asForm = new URLSearchParams({ ticket })
  const asked = await furta.visitor().send('POST', `/cas/samlValidate?TARGET=${app}`, asForm)
  expect(await asked.text()).not.toContain('Success')
  for (const body of [
    '',
    'no xml',
    samlEnvelope(ticket, 'no name'),
    samlEnvelope(ticket).replaceAll('AssertionArtifact', 'Other'),
    `<!DOCTYPE x [<!ENTITY t "${ticket}">]>${samlEnvelope('&t;')}`,
    samlEnvelope(ticket).replace(/<samlp:Request.*Request>/, '$&$&'),
    samlEnvelope(`${ticket}${'x'.repeat(9000)}`),
  ]) {
    const answer = await saml(app, body)
    expect(await answer.text()).not.toContain('Success')
  }
  // As mod_auth_cas asks.
  const answer = await (await saml(app, samlEnvelope(ticket).replace(/ RequestID="[^"]*"/, ''))).text()
  expect(answer).toContain('samlp:Success')
  expect(answer).not.toContain('InResponseTo')
})

test('4.2.5 response · the answer is a SAML 1.1 assertion for this service and this request, or a status with its reason', async () => {
  const ticket = await ticketFor(await signedIn(furta), app)
  const answer = await saml(app, samlEnvelope(`\n  ${ticket}\n`, '_asked-1'))
  expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8')
  const xml = elements(await answer.text())
  const response = find(xml, 'Response')
  expect(response?.attributes).toMatchObject({
    MajorVersion: '1',
    MinorVersion: '1',
    InResponseTo: '_asked-1',
    Recipient: app,
    IssueInstant: furta.clock.now().toISOString(),
  })
  expect(find(xml, 'StatusCode')?.attributes.Value).toBe('samlp:Success')
  expect(find(xml, 'Audience')?.text).toBe(app)
  expect(find(xml, 'Assertion')?.attributes.Issuer).toBe(furta.origin)
  const { NotBefore = '', NotOnOrAfter = '' } = find(xml, 'Conditions')?.attributes ?? {}
  expect(Date.parse(NotOnOrAfter) - Date.parse(NotBefore)).toBe(120_000)
  expect(new Set(texts(xml, 'NameIdentifier'))).toEqual(new Set([alice.login]))
  const affiliation = find(xml, 'AttributeStatement')?.children.find(
    ({ attributes }) => attributes.AttributeName === 'eduPersonAffiliation',
  )
  expect(affiliation && texts(affiliation, 'AttributeValue')).toEqual(['student', 'member'])
  expect(find(xml, 'AuthenticationStatement')?.attributes.AuthenticationMethod).toContain('password')

  const again = elements(await (await saml(app, samlEnvelope(ticket))).text())
  expect(find(again, 'Assertion')).toBeUndefined()
  expect(find(again, 'StatusMessage')?.text).toBe('INVALID_TICKET: The ticket is not known, or was used before.')
})

test('A text · whatever stands in a name comes out of the XML as it was', async () => {
  const place = await university({ services })
  const { db } = place.database
  const odd = `<b>&amp;"'ł 𝒜]]>\u00a0x`
  const { person_id } = await db
    .selectFrom('addresses')
    .select('person_id')
    .where('address', '=', alice.login)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('people')
    .set({ surname: `${odd}\ufffe` })
    .where('id', '=', person_id)
    .execute()
  const ticket = await ticketFor(await signedIn(place), app)
  const answer = elements(await ask(place, 'p3/serviceValidate', { service: app, ticket }))
  expect(find(answer, 'sn')?.text).toBe(odd)
})

test('B cache · no cache keeps an answer that holds a ticket or a page of the sign-in', async () => {
  const visitor = await signedIn(furta)
  for (const answer of [
    await login(visitor, { service: app }),
    await login(visitor, { service: app, method: 'POST' }),
    await login(furta.visitor(), {}),
    await furta.visitor().send('GET', '/cas/p3/serviceValidate'),
    await furta.visitor().send('GET', '/cas/proxy'),
  ]) {
    expect(['cache-control', 'pragma', 'expires'].map((name) => answer.headers.get(name))).toEqual([
      'no-store',
      'no-cache',
      'Thu, 01 Jan 1970 00:00:00 GMT',
    ])
  }
})
