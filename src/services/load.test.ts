import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { loadServices, portalService } from './index.ts'

const portal = portalService('https://login.example.edu', { pl: 'USOSweb', en: 'USOSweb' })
const DIGEST = 'A'.repeat(43)

function load(yaml: string) {
  const path = join(temporaryFolder('services'), 'services.yaml')
  writeFileSync(path, yaml)
  const loaded = loadServices(path, [portal])
  return loaded.kind !== 'faulty'
    ? loaded
    : { ...loaded, faults: loaded.faults.map((one) => one.replace(path, 'file')) }
}

/** One service with these further lines, which begin at line 4. */
function faults(lines: string, more = '') {
  const loaded = load(`services:\n  - id: library\n    name: { pl: Biblioteka, en: Library }\n${lines}\n${more}`)
  return loaded.kind === 'faulty' ? loaded.faults : []
}

const asClient = (lines: string) =>
  faults(`    client:\n      redirectUris: [https://a.example/return]\n${lines.replace(/^/gm, '      ')}`)

describe('services.yaml', () => {
  test('adds services, and what is left out has a sensible value', () => {
    const loaded = load(
      `services:\n  - id: library\n    name: { pl: Biblioteka, en: Library }\n    urls: [https://library.example.edu/]
  - id: moodle\n    name: { pl: M, en: M }\n    client: { redirectUris: [http://localhost:8080/back], secretDigest: ${DIGEST} }\n`,
    )
    expect(loaded).toMatchObject({
      services: [
        {
          id: 'library',
          attributes: [],
          singleLogout: true,
          proxyCallbacks: [],
          assurance: 'password',
          consent: false,
          registeredIn: 'file',
        },
        {
          urls: [],
          client: {
            authentication: 'client_secret_basic',
            postLogoutRedirectUris: [],
            offlineAccess: false,
            introspection: false,
            idTokenAlgorithm: 'RS256',
          },
        },
      ],
    })
    expect(Object.keys(loaded.kind === 'read' ? (loaded.services[0] ?? {}) : {})).not.toContain('client')
  })

  test('stand nowhere where the sign-in itself stands, by none of their addresses', () => {
    const own = 'Give an address of the service: at this one the sign-in itself stands'.toLowerCase()
    const said = [
      ...faults('    urls: [https://login.example.edu/app/]'),
      ...faults('    urls: [https://a.example/]\n    logoutUrl: https://LOGIN.example.edu:443/cas/logout'),
      ...faults('    urls: [https://a.example/]\n    proxyCallbacks: [https://login.example.edu/callback]'),
      ...asClient(`secretDigest: ${DIGEST}\nbackChannelLogoutUri: https://login.example.edu/desk`),
      ...asClient(`secretDigest: ${DIGEST}\npostLogoutRedirectUris: [https://login.example.edu/dev]`),
    ]
    expect(said).toHaveLength(5)
    for (const sentence of said) expect(sentence.toLowerCase()).toContain(own)
    expect(faults('    urls: [https://login.example.edu.evil.example/]')).toEqual([])
  })

  test('may be empty or absent', () => {
    expect(load('')).toEqual({ kind: 'read', services: [], entries: new Map() })
    expect(loadServices('/nowhere/services.yaml', [portal])).toEqual({ kind: 'missing' })
  })

  test('as it comes with the program shows every field, and the example that stands in it is valid', () => {
    const comments = readFileSync('services.yaml', 'utf8').split('\n')
    const example = comments
      .slice(comments.indexOf('# services:'))
      .filter((line) => line.startsWith('# '))
      .map((line) => line.slice(2))
      .join('\n')
    const loaded = load(example)
    if (loaded.kind !== 'read') throw new Error(JSON.stringify(loaded))
    const fields = new Set(loaded.services.flatMap((service) => Object.keys(service)))
    const ofClients = new Set(loaded.services.flatMap(({ client }) => Object.keys(client ?? {})))
    expect([...fields].toSorted()).toEqual(
      'assurance attributes client consent description home id logoutUrl name owner proxyCallbacks registeredIn singleLogout urls'.split(
        ' ',
      ),
    )
    expect([...ofClients].toSorted()).toEqual(
      'authentication backChannelLogoutUri idTokenAlgorithm introspection jwks offlineAccess postLogoutRedirectUris redirectUris secretDigest'.split(
        ' ',
      ),
    )
  })

  test.each([
    ['services:\n  - id: library\n    urls: [', /^file, line 3: this is not YAML/],
    ['services: {}\n', /^file, line 1: the file holds one list/],
    ['service: []\n', /^file, line 1: the file holds one list/],
    ['services:\n  - library\n', /^file, line 2: service no. 1: write fields here, indented\.$/],
    ['services:\n  - id: Library\n', /^file, line 2: service no. 1, id: write a short name|line 2: Library, id: write/],
    [
      'services:\n  - id: portal\n    name: { pl: a, en: b }\n    urls: [https://a.example/]\n',
      /^file, line 2: portal, id: choose another id: the program has this one/,
    ],
  ])('is refused with the line and a sentence: %j', (yaml, sentence) => {
    expect(load(yaml)).toMatchObject({
      kind: 'faulty',
      faults: expect.arrayContaining([expect.stringMatching(sentence)]),
    })
  })

  test('every fault is told at once, in the order of the lines', () => {
    expect(
      faults('    urls: [ftp://a.example/]\n    consent: perhaps\n    logo: furta.png\n    assurance: high'),
    ).toEqual([
      'file, line 4: library, urls no. 1: write a whole address, such as https://library.example.edu/, without ?, # and *.',
      'file, line 5: library, consent: write true or false.',
      'file, line 6: library, logo: remove logo: there is no such field.',
      'file, line 7: library, assurance: write one of: password, second-factor.',
    ])
  })

  test('no service learns a PESEL, and no attribute is guessed at', () => {
    const [first] = faults('    urls: [https://a.example/]\n    attributes: [pesel]')
    expect(first).toBe('file, line 5: library, attributes no. 1: remove this: no service ever learns a PESEL.')
    expect(faults('    urls: [https://a.example/]\n    attributes: [email]')[0]).toContain(
      'write one of: mail, givenName',
    )
  })

  test.each([
    'https://*.example.edu/',
    'https://a.example/?x=1',
    'https://a.example/#top',
    'https://user@a.example/',
    'https://a.example\\b/',
    '//a.example/',
  ])('%s is no address that can be compared', (url) => {
    expect(faults(`    urls: ['${url}']`)[0]).toContain('library, urls no. 1: write a whole address')
  })

  test('an address with letters of a language is answered with what browsers make of it', () => {
    const as = 'write this address as browsers send it: https://xn--aba-22a.example.edu/'
    expect(faults('    urls: [https://żaba.example.edu/]')).toEqual([`file, line 4: library, urls no. 1: ${as}.`])
    expect(faults('    urls: [https://a.example/]\n    logoutUrl: https://żaba.example.edu/wyjście')[0]).toContain(
      `${as}wyj%C5%9Bcie`,
    )
    expect(asClient(`secretDigest: ${DIGEST}\nbackChannelLogoutUri: https://żaba.example.edu/`)[0]).toContain(as)
    expect(faults('    urls: [https://żaba.example.edu/?x=1]')[0]).toContain('write a whole address')
  })

  test('callbacks, addresses of return and of sign-out are https, on the same machine also http', () => {
    expect(
      asClient(
        'secretDigest: x\npostLogoutRedirectUris: [http://a.example/, http://127.0.0.1/, https://a.example/#x]\nbackChannelLogoutUri: http://a.example/out',
      ).map((one) => one.replace(/: .*?: .*/, '')),
    ).toEqual(
      ['file, line 6', 'file, line 7', 'file, line 7', 'file, line 8'].map((place) => expect.stringContaining(place)),
    )
    expect(faults('    urls: [https://a.example/]\n    logoutUrl: http://a.example/out')[0]).toContain('line 5')
    expect(faults('    urls: [https://a.example/]\n    proxyCallbacks: [http://localhost/]')[0]).toContain('https://')
    expect(faults('    urls: [http://old.example/]')).toEqual([])
  })

  test('an application on a telephone may have a scheme of its own, which is a domain of its makers, and nobody else may', () => {
    const own = 'redirectUris: [edu.example.app:/callback]\npostLogoutRedirectUris: [edu.example.app:/bye]'
    const app = (lines: string) => faults(`    client:\n${lines.replace(/^/gm, '      ')}`)
    expect(app(`authentication: none\n${own}`)).toEqual([])
    for (const said of app(`secretDigest: ${DIGEST}\n${own}`))
      expect(said).toContain('such as edu.example.app: is for applications')
    expect(app(`secretDigest: ${DIGEST}\n${own}`)).toHaveLength(2)
    expect(
      app('authentication: none\nredirectUris: [https://a.example/]\npostLogoutRedirectUris: [edu.example.app:/bye]'),
    ).toHaveLength(1)
    for (const other of [
      'myapp:/callback',
      'javascript:alert(1)',
      'Edu.Example.App:/callback',
      'edu.example.app:callback',
      'edu.example.app:/#x',
    ])
      expect(app(`authentication: none\nredirectUris: ['${other}']`)[0]).toContain('write a whole address')
  })

  test('one address belongs to one service, however it is spelled; one below another is another', () => {
    const other = '  - id: archive\n    name: { pl: a, en: b }\n    urls:'
    expect(faults('    urls: [https://a.example/]', `${other} [https://A.example:443]\n`)).toEqual([
      'file, line 7: archive, urls no. 1: give another address: this one belongs to the service library already.',
    ])
    expect(faults('    urls: [https://a.example/]', `${other} [https://a.example/archive/]\n`)).toEqual([])
    expect(faults('    urls: [https://a.example/, https://a.example/]')[0]).toContain('urls no. 2: remove this address')
    expect(faults('    urls: [https://a.example/, https://A.example]')[0]).toContain('urls no. 2: remove this address')
    expect(faults('    urls: [https://login.example.edu/portal/]')[0]).toContain('belongs to the service portal')
    expect(
      faults(
        '    urls: [https://a.example/]',
        '  - id: library\n    name: { pl: a, en: b }\n    urls: [https://b.example/]\n',
      ),
    ).toEqual(['file, line 5: library, id: choose another id: there is a service with this one.'])
  })

  test('speaks CAS or OpenID Connect, or both', () => {
    expect(faults('    consent: true')).toEqual([
      'file, line 2: library, urls: give addresses for CAS, or describe a client of OpenID Connect.',
    ])
  })

  test('a client has the secret or the keys that its authentication needs, and no others', () => {
    const keys = 'jwks: { keys: [{ kty: EC, crv: P-256, x: abc, y: def }] }'
    expect(asClient('offlineAccess: true')[0]).toMatch(
      /client secretDigest: fill this in: npm run furta -- services secret/,
    )
    expect(asClient('authentication: none')).toEqual([])
    expect(asClient(`authentication: none\nsecretDigest: ${DIGEST}`)[0]).toContain('there is no secret')
    expect(asClient('authentication: none\nintrospection: true')[0]).toContain('only a client that authenticates')
    expect(asClient('authentication: private_key_jwt')[0]).toContain('private_key_jwt needs them')
    expect(asClient(`authentication: private_key_jwt\n${keys}`)).toEqual([])
    expect(asClient(`secretDigest: ${DIGEST}\n${keys}`)[0]).toContain('keys are for private_key_jwt alone')
    expect(asClient(`secretDigest: "password"`)[0]).toContain('43 characters')
    expect(asClient('authentication: private_key_jwt\njwks: { keys: [{ kty: EC, d: abc }] }')[0]).toContain(
      'public part',
    )
    expect(asClient('authentication: private_key_jwt\njwks: { keys: [{ kty: oct, k: abc }] }')[0]).toContain(
      'RSA, EC or OKP',
    )
    expect(faults(`    client: { secretDigest: ${DIGEST} }`)[0]).toContain('browsers return')
    expect(faults(`    client: { secretDigest: ${DIGEST}, introspection: true }`)).toEqual([])
  })
})
