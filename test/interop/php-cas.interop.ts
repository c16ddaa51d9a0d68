import { describe, expect, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { registered } from '../service.ts'
import { isHere } from './clients.mjs'
import { httpsUniversity, reverseProxy, testCertificateFile } from './https-university.ts'
import { type CasVersion, phpApplication, phpLines, phpPlace } from './php-application.ts'
import { recipe } from './recipe.ts'

describe.skipIf(!isHere('phpCAS'))('An application with phpCAS', () => {
  test('of four lines, as the recipe has them, learns who she is', async () => {
    const place = await phpPlace()
    const { service, there } = recipe('A PHP application such as USOSweb (phpCAS)')
    const furta = await httpsUniversity([service({ 'https://usosweb.example.edu': place.origin })])
    const { port } = new URL(furta.origin)
    const lines = there('php', {
      "'login.example.edu', 443": `'localhost', ${port}`,
      'login.example.edu': 'localhost',
      'https://usosweb.example.edu': place.origin,
      '/etc/ssl/certs/ca-certificates.crt': furta.certificateFile,
    })
    await phpLines(place, lines, ['address', 'usosId'])
    const alicja = furta.visitor()
    const page = await furta.signIn(alicja, `${place.origin}/`)
    expect(page.text).toMatch(/^address is alicja\.wrona@student\.agh\.edu\.pl\. usosId is \d+\.$/)

    await alicja.open('/cas/logout')
    await furta.tellServices()
    expect((await alicja.open(`${place.origin}/`)).field('Password')).toBeDefined()
  })

  test('signs Alicja in and learns her name and her affiliations', async () => {
    const { furta, library } = await applications()
    const page = await furta.signIn(furta.visitor(), `${library}/shelf?book=1&title=%C5%82%26b`)

    expect(page.address.href).toBe(`${library}/shelf?book=1&title=%C5%82%26b`)
    expect(page.text).toContain('Hello, alicja.wrona@student.agh.edu.pl.')
    expect(page.text).toContain('givenName is Alicja.')
    expect(page.text).toContain('eduPersonAffiliation is student, member.')
    expect(page.text).toContain('isFromNewLogin is ')
  })

  test('learns a name with Polish letters whole', async () => {
    const { furta, library } = await applications()
    expect((await furta.signIn(furta.visitor(), `${library}/`, 'zofia')).text).toContain('sn is Łukasiewicz-Żak.')
  })

  test('knows her at once where she is signed in already', async () => {
    const { furta, library, canteen } = await applications()
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${library}/`)
    alicja.cookies.delete('PHPSESSID')
    expect((await alicja.open(`${canteen}/`)).text).toContain('Hello, alicja.wrona@')
  })

  test('only looks whether somebody is signed in where its pages are public', async () => {
    const { furta, library } = await applications()
    expect((await furta.visitor().open(`${library}/public`)).text).toBe('Hello, stranger.')
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${library}/`)
    alicja.cookies.delete('PHPSESSID')
    expect((await alicja.open(`${library}/public`)).text).toContain('Hello, alicja.wrona@')
  })

  test('asks her for the password once more where it is told to', async () => {
    const { furta, library } = await applications()
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${library}/`)
    alicja.cookies.delete('PHPSESSID')
    expect((await furta.signIn(alicja, `${library}/again`)).text).toContain('Hello, alicja.wrona@')
  })

  test('signs her out everywhere, and shows its own page after it', async () => {
    const { furta, library } = await applications()
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${library}/`)
    expect((await alicja.open(`${library}/sign-out`)).text).toBe('Goodbye.')
    expect((await alicja.open(`${library}/`)).field('Password')).toBeDefined()
  })

  test('forgets her when it is told that she has signed out elsewhere', async () => {
    const { furta, library } = await applications()
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${library}/`)
    expect((await alicja.open(`${library}/public`)).text).toContain('Hello, alicja.wrona@')
    await alicja.open('/cas/logout')
    await furta.tellServices()
    expect((await alicja.open(`${library}/public`)).text).toBe('Hello, stranger.')
  })

  test.each(['CAS_VERSION_1_0', 'CAS_VERSION_2_0', 'SAML_VERSION_1_1'] as const)(
    'is signed in to as %s as well',
    async (version) => {
      const { furta, library } = await applications(version)
      expect((await furta.signIn(furta.visitor(), `${library}/`)).text).toContain('Hello, alicja.wrona@')
    },
  )

  test('learns the same by SAML 1.1', async () => {
    const { furta, library } = await applications('SAML_VERSION_1_1')
    const page = await furta.signIn(furta.visitor(), `${library}/`)
    expect(page.text).toContain('givenName is Alicja.')
    expect(page.text).toContain('eduPersonAffiliation is student, member.')
  })

  test('asks another application in her name, which learns through whom', async () => {
    const { furta, library, callback } = await proxyingApplications()
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${library}/`)
    const page = await alicja.open(`${library}/menu`)
    expect(page.text).toContain('The canteen says: Hello, alicja.wrona@student.agh.edu.pl.')
    expect(page.text).toContain(`Through ${callback}.`)
  })

  test('asks in nobody’s name once she has signed out', async () => {
    const { furta, library } = await proxyingApplications()
    const alicja = furta.visitor()
    await furta.signIn(alicja, `${library}/`)
    await alicja.open('/cas/logout')
    // Nobody has told the library yet.
    expect((await alicja.open(`${library}/menu`)).text).toBe('It cannot be asked.')
  })
})

/** The library may ask the canteen in the name of a person: its callback stands behind a certificate of its own. */
async function proxyingApplications() {
  const [library, canteen] = [await phpPlace(), await phpPlace()]
  const port = await freePort()
  const callback = `https://localhost:${port}/callback`
  const furta = await httpsUniversity(
    [
      registered({ id: 'library', urls: [`${library.origin}/`], proxyCallbacks: [callback] }),
      registered({ id: 'canteen', urls: [`${canteen.origin}/`], attributes: ['givenName'] }),
    ],
    { CALLBACK_CA_FILE: testCertificateFile() },
  )
  await reverseProxy(port, library.origin)
  await phpApplication(canteen, furta, { mayBeAsked: true })
  await phpApplication(library, furta, { callback, asks: `${canteen.origin}/today` })
  return { furta, library: library.origin, callback }
}

/** The library and the canteen, two applications at addresses of their own. */
async function applications(version?: CasVersion) {
  const [library, canteen] = [await phpPlace(), await phpPlace()]
  const furta = await httpsUniversity(
    Object.entries({ library, canteen }).map(([id, { origin }]) =>
      registered({ id, urls: [`${origin}/`], attributes: ['mail', 'givenName', 'sn', 'eduPersonAffiliation'] }),
    ),
  )
  const how = version === undefined ? {} : { version }
  await Promise.all([phpApplication(library, furta, how), phpApplication(canteen, furta, how)])
  return { furta, library: library.origin, canteen: canteen.origin }
}
