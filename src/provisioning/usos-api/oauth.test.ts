import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { authorization, signature } from './oauth.ts'

// Requests of RFC 5849 §1.2, with the signatures that stand there.
const consumer = { oauth_consumer_key: 'dpf43f3p2l4k3l03', oauth_signature_method: 'HMAC-SHA1' }
const consumerSecret = 'kd94hf93k423kf44'

test.each([
  [
    'token credentials',
    { method: 'POST', url: new URL('https://photos.example.net/token'), form: {} },
    {
      oauth_token: 'hh5s93j4hdidpola',
      oauth_timestamp: '137131201',
      oauth_nonce: 'walatlh',
      oauth_verifier: 'hfdp7dh39dks9884',
    },
    { consumerSecret, tokenSecret: 'hdhd0244k9j7ao03' },
    'gKgrFCywp7rO0OXSjdot/IHF7IU=',
  ],
  [
    'a photograph',
    { method: 'GET', url: new URL('http://photos.example.net/photos?file=vacation.jpg&size=original'), form: {} },
    { oauth_token: 'nnch734d00sl2jdk', oauth_timestamp: '137131202', oauth_nonce: 'chapoH' },
    { consumerSecret, tokenSecret: 'pfkkdhi9sl3r4s00' },
    'MdpQcU8iPSUjWoN/UDMsK2sui9I=',
  ],
] as const)('signs the request of RFC 5849 §1.2 for %s', (_what, request, protocol, secrets, expected) => {
  expect(signature(request, { ...consumer, ...protocol }, secrets)).toBe(expected)
})

test('sorts and encodes as RFC 5849 §3.4.1.1 writes it out', () => {
  const base =
    'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7'
  const signed = signature(
    {
      method: 'POST',
      url: new URL('http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b'),
      form: { c2: '', a3: '2 q' },
    },
    {
      oauth_consumer_key: '9djdj82h48djs9d2',
      oauth_token: 'kkk9d7dh3k39sjv7',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: '137131201',
      oauth_nonce: '7d8f3e4a',
    },
    { consumerSecret: 'j49sk3j29djd', tokenSecret: 'dh893hdasih9' },
  )
  expect(signed).toBe(createHmac('sha1', 'j49sk3j29djd&dh893hdasih9').update(base).digest('base64'))
})

test('a header names the key, never a secret', () => {
  const header = authorization(
    { method: 'POST', url: new URL('https://usos.example.edu/services/users/users'), form: { user_ids: '1|2' } },
    { consumerKey: 'key', consumerSecret: 'hidden-1', token: 'token', tokenSecret: 'hidden-2' },
    { now: new Date('2026-11-23T10:00:00Z'), nonce: 'once' },
  )
  expect(header).toMatch(
    /^OAuth oauth_consumer_key="key", oauth_token="token", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1795428000", oauth_nonce="once", oauth_version="1\.0", oauth_signature="[^"]+%3D"$/,
  )
  expect(header).not.toContain('hidden')
})
