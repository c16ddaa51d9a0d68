import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { staff } from '../../../test/staff.ts'
import { temporaryFolder } from '../../../test/temporary-folder.ts'
import { type University, university } from '../../../test/university.ts'
import type { Page, Visitor } from '../../../test/visitor.ts'
import { digestOfClientSecret, findConsent, giveConsent, matchService } from '../../services/index.ts'
import { listRecentVisits } from './store.ts'

const forum = {
  Id: 'forum',
  'Name in Polish': 'Forum',
  'Name in English': 'Forum',
  Addresses: 'https://forum.agh.edu.pl/',
  Reason: 'Agreed with the students’ union',
}
const timetable = {
  Id: 'timetable',
  'Name in Polish': 'Plan zajęć',
  'Name in English': 'Timetable',
  'Addresses of return': 'https://timetable.agh.edu.pl/callback',
  Reason: 'Ticket 7',
}

/** A file of services that the test may change, as if some time had passed. */
function fileOfServices(yaml: string) {
  const path = join(temporaryFolder('services'), 'services.yaml')
  let hour = 1_000_000
  const write = (text: string) => {
    writeFileSync(path, text)
    utimesSync(path, ++hour, hour)
  }
  write(yaml)
  return { path, write }
}

const library =
  'services:\n  - id: library\n    name: { pl: Biblioteka, en: Library }\n    urls: [https://library.agh.edu.pl/]\n    attributes: [mail]\n'

async function register(visitor: Visitor, typed: Record<string, string>): Promise<Page> {
  return visitor.submit(await visitor.open('/desk/services/new'), 'Save', typed)
}

async function change(visitor: Visitor, id: string, typed: Record<string, string>): Promise<Page> {
  return visitor.submit(await visitor.open(`/desk/services/${id}/change`), 'Save', { Reason: 'Ticket 8', ...typed })
}

const events = (furta: University) =>
  furta.database.db
    .selectFrom('audit_events')
    .select(['event', 'details', 'actor'])
    .where('event', 'like', 'service-%')
    .where('event', 'not in', ['service-ticket-issued', 'service-refused'])
    .orderBy('id')
    .execute()

describe('services at the desk', () => {
  test('are registered, changed, taken out of use and put back, with a reason, and every node follows', async () => {
    const furta = await university({ nodes: 2 })
    const { visitor } = await staff(furta, 'admin')
    const owner = (node: number) => matchService(furta.servicesOf(node), 'https://forum.agh.edu.pl/thread/7')

    const page = await register(visitor, forum)
    expect(page.text).toContain('The service has been registered.')
    expect(page.heading).toBe('Forum')
    expect(page.text).toContain('Nothing but who it is that signs in.')
    expect(owner(0)).toMatchObject({ id: 'forum', registeredIn: 'desk', singleLogout: true })
    expect(owner(1)).toBeUndefined()
    await furta.refreshServices()
    expect(owner(1)).toMatchObject({ id: 'forum' })

    const changed = await change(visitor, 'forum', { 'mail: your university e-mail address': 'yes' })
    expect(changed.text).toContain('The change has been saved.')
    expect(changed.text).toContain('your university e-mail address')
    expect(owner(0)?.attributes).toEqual(['mail'])

    const { db } = furta.database
    const { person_id: person } = await db.selectFrom('sessions').select('person_id').executeTakeFirstOrThrow()
    await giveConsent(db, { person, service: 'forum', places: [], attributes: ['mail'], now: furta.clock.now() })
    // Saved as it is, nothing changes, and nobody hears of it.
    await change(visitor, 'forum', {})
    const ask = await visitor.open('/desk/services/forum/withdraw')
    expect((await visitor.submit(ask, 'Take it out of use', { Reason: '' })).summary).toContain('Give a reason')
    const off = await visitor.submit(ask, 'Take it out of use', { Reason: 'Closed down' })
    expect(off.text).toContain('The service is out of use now.')
    expect(await findConsent(db, person, 'forum')).toBeUndefined()
    await furta.refreshServices()
    expect([owner(0), owner(1)]).toEqual([undefined, undefined])
    expect((await visitor.open('/desk/services')).text).toContain('Out of use')
    await visitor.submit(await visitor.open('/desk/services/forum/restore'), 'Put it into use again', {
      Reason: 'Opened again',
    })
    expect(owner(0)).toBeDefined()

    const trail = await events(furta)
    expect(trail.map(({ event, details }) => [event, details])).toEqual([
      ['service-registered', { service: 'forum', reason: 'Agreed with the students’ union' }],
      ['service-changed', { service: 'forum', changed: 'attributes', reason: 'Ticket 8' }],
      ['service-withdrawn', { service: 'forum', reason: 'Closed down' }],
      ['service-restored', { service: 'forum', reason: 'Opened again' }],
    ])
    expect(new Set(trail.map(({ actor }) => actor)).size).toBe(1)
    expect((await visitor.open('/desk/activity')).text).toContain('Service registered')
  })

  test('a client gets a secret that is shown once and kept as a digest, and a new one when it is lost', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'admin')
    const secretOn = (page: Page) => page.document.querySelectorAll('dd code').at(-1)?.textContent ?? ''
    const digest = () => furta.servicesOf().find(({ id }) => id === 'timetable')?.client?.secretDigest

    const shown = await register(visitor, timetable)
    expect(shown.heading).toBe('The secret of Timetable')
    expect(shown.headers.get('cache-control')).toContain('no-store')
    expect(digest()).toBe(digestOfClientSecret(secretOn(shown)))
    const page = await visitor.open('/desk/services/timetable')
    expect(page.html).not.toContain(secretOn(shown))
    expect(page.html).not.toContain(digest())

    await change(visitor, 'timetable', { 'Name in English': 'Timetables' })
    expect(digest()).toBe(digestOfClientSecret(secretOn(shown)))

    const another = await visitor.submit(await visitor.open('/desk/services/timetable/secret'), 'Make a new secret', {
      Reason: 'Lost with the server',
    })
    expect(digest()).toBe(digestOfClientSecret(secretOn(another)))
    expect(secretOn(another)).not.toBe(secretOn(shown))

    // Without a secret it is a public client; with one again it gets another.
    await change(visitor, 'timetable', { 'How it proves itself': 'none' })
    expect(digest()).toBeUndefined()
    const again = await change(visitor, 'timetable', { 'How it proves itself': 'client_secret_post' })
    expect(digest()).toBe(digestOfClientSecret(secretOn(again)))

    const secrets = [shown, another, again].map(secretOn)
    const dump = JSON.stringify([
      await events(furta),
      await furta.database.db.selectFrom('registered_services').selectAll().execute(),
      furta.logText(),
    ])
    for (const secret of secrets) expect(dump).not.toContain(secret)
    expect((await events(furta)).map(({ event }) => event)).toEqual([
      'service-registered',
      'service-changed',
      'service-secret-renewed',
      'service-changed',
      'service-changed',
      'service-secret-renewed',
    ])
  })

  test('the form keeps what was typed and says at the field what is wrong', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'admin')
    const page = await register(visitor, {
      ...forum,
      Id: 'For um',
      Addresses: 'https://forum.agh.edu.pl/\nhttps://forum.agh.edu.pl/?thread=7',
      Reason: 'PESEL 44051401359',
    })
    expect(page.status).toBe(422)
    expect(page.summary).toContain('Nothing has been saved')
    expect(page.summary).toContain('https://forum.agh.edu.pl/?thread=7: Write a whole address')
    expect(page.summary).toContain('Write a short name of small letters')
    expect(page.summary).toContain('Dots have replaced the number that looks like a PESEL')
    expect(page.field('Addresses')?.getAttribute('aria-invalid')).toBe('true')
    expect(page.field('Name in Polish')?.getAttribute('value')).toBe('Forum')
    expect(page.html).toContain('https://forum.agh.edu.pl/?thread=7</textarea>')
    expect(page.html).toContain('PESEL •••••••••••</textarea>')

    const mended = await visitor.submit(page, 'Save', { ...forum, Addresses: 'https://forum.agh.edu.pl/' })
    expect(mended.text).toContain('The service has been registered.')
  })

  test('an id and an address have one service, also of the portal and of one that is out of use', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'admin')
    await register(visitor, forum)
    await visitor.submit(await visitor.open('/desk/services/forum/withdraw'), 'Take it out of use', {
      Reason: 'Closed',
    })
    expect((await register(visitor, forum)).summary).toContain('there is a service with this one')
    expect((await register(visitor, { ...forum, Id: 'other' })).summary).toContain(
      'belongs to the service forum already',
    )
    const portal = await register(visitor, { ...forum, Id: 'other', Addresses: `${furta.origin}/portal/` })
    expect(portal.summary).toContain('belongs to the service portal already')
    for (const id of ['portal', 'new']) {
      expect((await register(visitor, { ...forum, Id: id })).summary).toContain('the program has this one')
    }
  })

  test('of two administrators who edit at once the second hears of it, and loses nothing', async () => {
    const furta = await university({ nodes: 2 })
    const { visitor: adam } = await staff(furta, 'admin')
    await register(adam, forum)
    await furta.database.db
      .updateTable('people')
      .set({ roles: ['administrator'] })
      .where('id', 'in', (select) =>
        select.selectFrom('development_cast').select('person_id').where('key', '=', 'desk'),
      )
      .execute()
    await furta.refreshServices()
    const { visitor: dorota } = await staff(furta, 'desk', 1)

    const opened = await dorota.open('/desk/services/forum/change')
    await change(adam, 'forum', { 'Name in English': 'Forums' })
    const late = await dorota.submit(opened, 'Save', { 'Name in English': 'The forum', Reason: 'Ticket 9' })
    expect(late.status).toBe(409)
    expect(late.summary).toContain(`${furta.person('admin').name} has changed this service meanwhile.`)
    expect(late.field('Name in English')?.getAttribute('value')).toBe('The forum')
    const sure = await dorota.submit(late, 'Save')
    expect(sure.heading).toBe('The forum')

    const ask = await dorota.open('/desk/services/forum/withdraw')
    await change(adam, 'forum', { 'Name in English': 'Forum' })
    const notDone = await dorota.submit(ask, 'Take it out of use', { Reason: 'Closed' })
    expect(notDone.status).toBe(409)
    expect(furta.servicesOf(0).some(({ id }) => id === 'forum')).toBe(true)
  })

  test('of two registered at one moment with the same address one is refused', async () => {
    const furta = await university({ nodes: 2 })
    const { visitor } = await staff(furta, 'admin')
    const form = await visitor.open('/desk/services/new')
    const both = await Promise.all(['one', 'two'].map((Id) => visitor.submit(form, 'Save', { ...forum, Id })))
    expect(both.filter(({ text }) => text.includes('has been registered'))).toHaveLength(1)
    expect(both.filter(({ status }) => status === 422)).toHaveLength(1)
  })

  test('those of the file are shown and cannot be changed, and go before an entry of the same id', async () => {
    const { path, write } = fileOfServices('services: []\n')
    const furta = await university({ settings: { SERVICES_FILE: path } })
    const { visitor } = await staff(furta, 'admin')
    await register(visitor, { ...forum, Id: 'library', Addresses: 'https://old.agh.edu.pl/' })
    const stale = await visitor.open('/desk/services/library/change')
    write(library)
    await furta.refreshServices()

    const page = await visitor.open('/desk/services/library')
    expect(page.text).toContain('This service stands in the file of services on the server.')
    expect(page.text).toContain('There is an entry of this id at the desk too.')
    expect(page.text).toContain('https://library.agh.edu.pl/')
    expect(page.document.querySelector('a[href$="/change"]')).toBeNull()
    expect((await visitor.open('/desk/services/library/change')).status).toBe(404)
    expect((await visitor.submit(stale, 'Save', { Reason: 'Ticket 8' })).status).toBe(404)
    expect((await visitor.open('/desk/services')).document.querySelectorAll('#services ~ .rows li')).toHaveLength(2)
    expect((await visitor.open('/desk/services/portal')).text).toContain('belongs to the program')
    expect((await visitor.open('/desk/services/nothing')).status).toBe(404)
  })

  test('a broken file is told on the list, while the services of before stay', async () => {
    const { path, write } = fileOfServices(library)
    const furta = await university({ settings: { SERVICES_FILE: path } })
    const { visitor } = await staff(furta, 'auditor')
    write(library.replace('https:', 'ftp:'))
    await furta.refreshServices()
    const page = await visitor.open('/desk/services')
    expect(page.text).toContain('The file of services cannot be used')
    expect(page.text).toMatch(/line 4: library, urls no. 1: write a whole address/)
    expect(page.text).toContain('Library')
    expect(furta.logText()).toContain('the services stay as they were')
  })

  test('an auditor reads, and finds nothing to press', async () => {
    const furta = await university()
    const { visitor: adam } = await staff(furta, 'admin')
    await register(adam, forum)
    const { visitor } = await staff(furta, 'auditor')
    const list = await visitor.open('/desk/services')
    expect(list.text).not.toContain('Register a service')
    const page = await visitor.open(list.link('Open the service Forum'))
    expect(page.heading).toBe('Forum')
    expect(page.text).not.toContain('Take it out of use')
    expect((await visitor.open('/desk/services/new')).status).toBe(403)
  })

  test('a change wants a factor that was proved a moment ago, before the form is filled in', async () => {
    const furta = await university()
    const { visitor, prove } = await staff(furta, 'admin')
    furta.clock.advance({ minutes: 11 })
    expect((await visitor.open('/desk/services')).heading).toBe('Services')
    expect((await visitor.open('/desk/services/new')).heading).toBe('Second factor')
    await prove()
    expect((await visitor.open('/desk/services/new')).heading).toBe('A new service')
  })

  test('the page of a service says how often it was visited within a day, by either protocol', async () => {
    const furta = await university()
    const { visitor } = await staff(furta, 'admin')
    await register(visitor, { ...forum, 'Addresses of return': 'https://forum.agh.edu.pl/callback' })
    expect((await visitor.open('/desk/services/forum')).text).toContain('Nobody has signed in.')
    const { db } = furta.database
    const { id: session_id } = await db.selectFrom('sessions').select('id').executeTakeFirstOrThrow()
    const hoursAgo = (hours: number) => new Date(furta.clock.now().getTime() - hours * 3_600_000)
    const visit = (ticket: string, service: string, protocol: 'cas' | 'oidc', visited_at: Date) =>
      db
        .insertInto('service_visits')
        .values({ ticket, session_id, service, protocol, visited_at, told_at: null })
        .execute()
    await visit('ST-1', 'https://forum.agh.edu.pl/thread/7?page=2', 'cas', hoursAgo(1))
    await visit('ST-2', 'https://FORUM.agh.edu.pl:443/#end', 'cas', hoursAgo(2))
    await visit('ST-3', 'https://forum.agh.edu.pl.evil.example/', 'cas', hoursAgo(1))
    await visit('ST-4', 'https://forum.agh.edu.pl/', 'cas', hoursAgo(25))
    await visit('sid-1', 'forum', 'oidc', hoursAgo(3))
    const page = await visitor.open('/desk/services/forum')
    expect(page.text).toContain('Sign-ins: 3.')
    expect(page.html).not.toContain('ST-1')
    // Of a day that brings more than a page may read, the newest are counted.
    const of = { id: 'forum', origins: ['https://forum.agh.edu.pl'] }
    const newest = await listRecentVisits(db, of, hoursAgo(24), 3)
    expect(newest.whole).toBe(false)
    expect(newest.visits.reduce((sum, { visits }) => sum + visits, 0)).toBe(3)
    expect(await listRecentVisits(db, { id: 'other', origins: [] }, hoursAgo(24))).toEqual({ visits: [], whole: true })
  })
})
