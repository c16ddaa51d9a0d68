import { expect, test } from 'vitest'
import { identitySystem, newStudent, patch } from '../../../test/scim.ts'
import { university } from '../../../test/university.ts'

const furta = await university({ hashMemory: 1024 })
const idm = await identitySystem(furta)
test('smoke', async () => {
  const made = await idm.ask('POST', '/Users', newStudent())
  console.log(made.status, JSON.stringify(made.body, null, 1), made.headers.get('etag'))
  expect(made.status).toBe(201)
  const id = made.body.id
  for (const f of [
    'userName eq "scim1@student.agh.edu.pl"',
    'emails[type eq "work" and value co "scim"]',
    'name.familyName sw "now" and not (active eq false)',
    'groups.value eq "programme-INF-S1"',
    'meta.created gt "2026-01-01T00:00:00Z"',
    'urn:furta:params:scim:schemas:extension:university:2.0:User:studentStatus eq 2',
    'groups pr',
    'emails co "agh"',
  ])
    console.log(f, (await idm.find(f)).length)
  for (const b of [
    patch({ op: 'replace', path: 'name.familyName', value: 'Żak' }),
    patch({ op: 'add', path: 'emails', value: [{ value: 'other@agh.edu.pl' }] }),
    patch({ op: 'replace', value: { active: false } }),
    patch({ op: 'Replace', path: 'active', value: 'True' }),
  ]) {
    const a = await idm.ask('PATCH', `/Users/${id}`, b)
    console.log(a.status, a.text.slice(0, 1500))
  }
  console.log((await idm.ask('GET', '/Groups')).text.slice(0, 600))
  console.log((await idm.ask('GET', '/Groups/programme-INF-S1?attributes=members')).text.slice(0, 600))
  console.log(
    (await idm.ask('GET', '/Groups?filter=' + encodeURIComponent(`members.value eq "${id}"`))).text.slice(0, 1600),
  )
  console.log((await idm.ask('DELETE', `/Users/${id}`)).status, (await idm.ask('GET', `/Users/${id}`)).text)
  console.log(
    (await idm.ask('GET', `/Nothing`)).text,
    (await idm.ask('POST', `/Me`, {})).text,
    (await idm.ask('POST', `/Schemas`, {})).text,
  )
  console.log(
    await furta.database.db
      .selectFrom('audit_events')
      .select(['event', 'actor', 'details'])
      .where('actor', 'like', 'scim%')
      .execute(),
  )
})
