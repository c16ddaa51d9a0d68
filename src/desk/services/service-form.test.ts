import { expect, test } from 'vitest'
import { type Definition, readDefinition } from '../../services/index.ts'
import { changedFields, definitionIn, emptyForm, faultsByField, formOf, isClient, wantsSecret } from './service-form.ts'

const DIGEST = 'A'.repeat(43)
const whole: Definition = {
  id: 'timetable',
  name: { pl: 'Plan', en: 'Timetable' },
  description: { pl: 'Kiedy i gdzie', en: 'When and where' },
  owner: { name: 'Dziekanat', mail: 'plan@agh.edu.pl' },
  home: 'https://timetable.agh.edu.pl/start',
  urls: ['https://timetable.agh.edu.pl/', 'https://plan.agh.edu.pl/'],
  attributes: ['mail', 'schacPersonalUniqueCode'],
  singleLogout: false,
  logoutUrl: 'https://timetable.agh.edu.pl/logout',
  proxyCallbacks: ['https://timetable.agh.edu.pl/pgt'],
  assurance: 'second-factor',
  consent: true,
  client: {
    redirectUris: ['https://timetable.agh.edu.pl/callback'],
    postLogoutRedirectUris: ['https://timetable.agh.edu.pl/bye'],
    backChannelLogoutUri: 'https://timetable.agh.edu.pl/back',
    authentication: 'private_key_jwt',
    jwks: { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'abc' }] },
    offlineAccess: true,
    introspection: true,
    idTokenAlgorithm: 'ES256',
  },
}
const faults = (form: Parameters<typeof definitionIn>[0], digest?: string) => {
  const read = readDefinition(definitionIn(form, digest))
  return 'faults' in read ? faultsByField(read.faults, form) : {}
}

test('a service goes through its form unchanged, with every field it has', () => {
  expect(readDefinition(definitionIn(formOf(whole), undefined))).toEqual({ definition: whole })
  const { client, description, owner, home, logoutUrl, ...cas } = whole
  expect(readDefinition(definitionIn(formOf(cas), undefined))).toEqual({ definition: cas })
})

test('every fault stands at the field it was typed into, with the address where there are several', () => {
  const found = faults({
    ...emptyForm,
    id: 'Two words',
    'name-pl': 'Plan',
    'owner-name': 'Dziekanat',
    urls: 'https://timetable.agh.edu.pl/\n\nhttps://*.agh.edu.pl/',
    'redirect-uris': 'http://timetable.agh.edu.pl/callback',
    authentication: 'private_key_jwt',
    jwks: '{"keys": [',
    'id-token-algorithm': 'HS256',
  })
  expect(Object.keys(found).toSorted()).toEqual([
    'id',
    'id-token-algorithm',
    'jwks',
    'name-en',
    'owner-mail',
    'redirect-uris',
    'urls',
  ])
  expect(found.urls).toMatchObject({ about: 'https://*.agh.edu.pl/', fault: { fault: 'pattern' } })
  expect(found['owner-mail']?.fault.fault).toBe('mail')
})

test('a service is a client when something of OpenID Connect was filled in, and has a secret when it proves itself by one', () => {
  const client = { ...emptyForm, 'redirect-uris': 'https://a.example/' }
  expect([isClient(emptyForm), isClient(client)]).toEqual([false, true])
  expect([wantsSecret(emptyForm), wantsSecret(client)]).toEqual([false, true])
  expect(wantsSecret({ ...client, authentication: 'none' })).toBe(false)
  expect(definitionIn(client, DIGEST)).toMatchObject({ client: { secretDigest: DIGEST } })
  expect(definitionIn({ ...client, authentication: 'none' }, DIGEST)).not.toHaveProperty('client.secretDigest')
})

test('a change names the fields that differ, as services.yaml calls them', () => {
  const { client, ...cas } = whole
  expect(changedFields(whole, whole)).toEqual([])
  expect(changedFields(whole, { ...whole, consent: false, urls: ['https://a.example/'] })).toEqual(['consent', 'urls'])
  expect(changedFields(cas, { ...cas, client: { ...whole.client, redirectUris: [] } as never })).toContain(
    'client.redirectUris',
  )
})
