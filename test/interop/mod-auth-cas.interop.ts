import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { registered } from '../service.ts'
import { apache, apachePlace, telling } from './apache.ts'
import { isHere } from './clients.mjs'
import { httpsUniversity } from './https-university.ts'

describe.skipIf(!isHere('mod_auth_cas'))('Apache with mod_auth_cas', () => {
  test('signs Alicja in and gives the application her name and her affiliations', async () => {
    const { furta, origin } = await protectedPages()
    const page = await furta.signIn(furta.visitor(), `${origin}/readers/`)

    expect(page.address.href).toBe(`${origin}/readers/`)
    expect(page.text).toContain('REMOTE_USER is alicja.wrona@student.agh.edu.pl.')
    expect(page.text).toContain('HTTP_CAS_SN is Wrona.')
    expect(page.text).toContain('HTTP_CAS_EDUPERSONAFFILIATION is student,member.')
  })

  test('keeps the query of the page she asked for', async () => {
    const { furta, origin } = await protectedPages()
    const page = await furta.signIn(furta.visitor(), `${origin}/readers/?book=1&title=%C5%82%26b%2Fc&empty=`)
    expect(page.address.href).toBe(`${origin}/readers/?book=1&title=%C5%82%26b%2Fc&empty=`)
    expect(page.text).toContain('REMOTE_USER is alicja.wrona@')
  })

  test('lets in those who have an attribute, and nobody else', async () => {
    const { furta, origin } = await protectedPages()
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${origin}/readers/`)
    expect((await alicja.open(`${origin}/students/`)).text).toContain('REMOTE_USER is alicja.wrona@')
    expect((await alicja.open(`${origin}/teachers/`)).status).toBe(401)
  })

  test('asks her for the password once more where it is told to', async () => {
    const { furta, origin } = await protectedPages()
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${origin}/readers/`)
    const page = await furta.signIn(alicja, `${origin}/again/`)
    expect(page.text).toContain('REMOTE_USER is alicja.wrona@')
  })

  test('learns the same by SAML 1.1', async () => {
    const { furta, origin } = await protectedPages('CASValidateSAML On', '/cas/samlValidate')
    const page = await furta.signIn(furta.visitor(), `${origin}/readers/`)
    expect(page.text).toContain('REMOTE_USER is alicja.wrona@student.agh.edu.pl.')
    expect(page.text).toContain('HTTP_CAS_EDUPERSONAFFILIATION is student,member.')
  })

  test('forgets her when it is told that she has signed out', async () => {
    const { furta, origin, folder } = await protectedPages()
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${origin}/readers/`)
    expect(readdirSync(join(folder, 'writable'))).not.toEqual([])
    await alicja.open('/cas/logout')
    await furta.tellServices()
    expect((await alicja.open(`${origin}/readers/`)).field('Password')).toBeDefined()
  })
})

async function protectedPages(more = '', validation = '/cas/p3/serviceValidate') {
  const place = await apachePlace()
  const furta = await httpsUniversity([
    registered({
      id: 'library',
      urls: [`${place.origin}/`],
      attributes: ['mail', 'givenName', 'sn', 'eduPersonAffiliation'],
    }),
  ])
  const page = telling('REMOTE_USER', 'HTTP_CAS_MAIL', 'HTTP_CAS_SN', 'HTTP_CAS_EDUPERSONAFFILIATION')
  await apache(place, {
    modules: ['auth_cas'],
    configuration: `
      CASLoginURL ${furta.origin}/cas/login
      CASValidateURL ${furta.origin}${validation}
      ${more}
      CASCertificatePath ${furta.certificateFile}
      CASCookiePath ${place.folder}/writable/
      CASSSOEnabled On
      <Location />
        AuthType CAS
        CASAuthNHeader CAS-User
        CASScope /
      </Location>
      <Location /readers>
        Require valid-user
      </Location>
      <Location /students>
        Require cas-attribute eduPersonAffiliation:student
      </Location>
      <Location /teachers>
        Require cas-attribute eduPersonAffiliation:faculty
      </Location>
      <Location /again>
        CASScope /again/
        CASRenew /again/
        Require valid-user
      </Location>`,
    pages: { readers: page, students: page, teachers: page, again: page },
  })
  return { furta, ...place }
}
