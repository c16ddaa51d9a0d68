import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { apache, apachePlace, telling } from './apache.ts'
import { isHere } from './clients.mjs'
import { httpsUniversity } from './https-university.ts'
import { recipe } from './recipe.ts'

describe.skipIf(!isHere('mod_auth_cas'))('Apache with mod_auth_cas', () => {
  test('signs Alicja in and gives the application her name and her affiliations', async () => {
    const { furta, origin } = await protectedPages()
    const page = await furta.signIn(furta.visitor(), `${origin}/members/`)

    expect(page.address.href).toBe(`${origin}/members/`)
    expect(page.text).toContain('REMOTE_USER is alicja.wrona@student.agh.edu.pl.')
    expect(page.text).toContain('HTTP_CAS_DISPLAYNAME is Alicja Wrona.')
    expect(page.text).toContain('HTTP_CAS_EDUPERSONAFFILIATION is student,member.')
  })

  test('gives a name with Polish letters whole', async () => {
    const { furta, origin } = await protectedPages()
    const page = await furta.signIn(furta.visitor(), `${origin}/members/`, 'zofia')
    expect(page.text).toContain('HTTP_CAS_DISPLAYNAME is Zofia Łukasiewicz-Żak.')
  })

  test('keeps the query of the page she asked for', async () => {
    const { furta, origin } = await protectedPages()
    const page = await furta.signIn(furta.visitor(), `${origin}/members/?book=1&title=%C5%82%26b%2Fc&empty=`)
    expect(page.address.href).toBe(`${origin}/members/?book=1&title=%C5%82%26b%2Fc&empty=`)
    expect(page.text).toContain('REMOTE_USER is alicja.wrona@')
  })

  test('lets in those who have an attribute, and nobody else', async () => {
    const { furta, origin } = await protectedPages((configuration) =>
      configuration.concat(
        '<Location /teachers>\nAuthType CAS\nRequire cas-attribute eduPersonAffiliation:faculty\n</Location>',
      ),
    )
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${origin}/members/`)
    expect((await alicja.open(`${origin}/students/`)).text).toContain('REMOTE_USER is alicja.wrona@')
    expect((await alicja.open(`${origin}/teachers/`)).status).toBe(401)
  })

  test('asks her for the password once more where it is told to', async () => {
    const { furta, origin } = await protectedPages((configuration) =>
      configuration.concat(
        '<Location /again>\nAuthType CAS\nCASScope /again/\nCASRenew /again/\nRequire valid-user\n</Location>',
      ),
    )
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${origin}/members/`)
    const page = await furta.signIn(alicja, `${origin}/again/`)
    expect(page.text).toContain('REMOTE_USER is alicja.wrona@')
  })

  test('learns the same by SAML 1.1', async () => {
    const { furta, origin } = await protectedPages((configuration) =>
      configuration.replace('/cas/p3/serviceValidate', '/cas/samlValidate\nCASValidateSAML On'),
    )
    const page = await furta.signIn(furta.visitor(), `${origin}/members/`)
    expect(page.text).toContain('REMOTE_USER is alicja.wrona@student.agh.edu.pl.')
    expect(page.text).toContain('HTTP_CAS_EDUPERSONAFFILIATION is student,member.')
  })

  test('believes no visitor who sends her attributes along', async () => {
    const { furta, origin } = await protectedPages()
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${origin}/members/`)
    alicja.headers = { ...alicja.headers, 'CAS-displayName': 'The Rector', 'CAS-nothing': 'The Rector' }
    expect((await alicja.open(`${origin}/members/`)).text).toContain('HTTP_CAS_DISPLAYNAME is Alicja Wrona.')
  })

  test('forgets her when it is told that she has signed out', async () => {
    const { furta, origin, folder } = await protectedPages()
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${origin}/members/`)
    expect(readdirSync(join(folder, 'writable'))).not.toEqual([])
    await alicja.open('/cas/logout')
    await furta.tellServices()
    expect((await alicja.open(`${origin}/members/`)).field('Password')).toBeDefined()
  })
})

/** Apache with what the recipe says, `change`d where a test wants more. */
async function protectedPages(change = (configuration: string) => configuration) {
  const place = await apachePlace()
  const { service, there } = recipe('mod_auth_cas')
  const furta = await httpsUniversity([service({ 'https://reading-room.example.edu': place.origin })])
  const configuration = there('apache', {
    'https://login.example.edu': furta.origin,
    '/etc/ssl/certs/ca-certificates.crt': furta.certificateFile,
    '/var/cache/apache2/mod_auth_cas/': `${place.folder}/writable/`,
  })
  const page = telling('REMOTE_USER', 'HTTP_CAS_MAIL', 'HTTP_CAS_DISPLAYNAME', 'HTTP_CAS_EDUPERSONAFFILIATION')
  await apache(place, {
    modules: ['auth_cas'],
    configuration: change(configuration),
    pages: { members: page, students: page, teachers: page, again: page },
  })
  return { furta, ...place }
}
