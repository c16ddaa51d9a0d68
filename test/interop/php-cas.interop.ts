import { describe, expect, test } from 'vitest'
import { registered } from '../service.ts'
import { isHere } from './clients.mjs'
import { httpsUniversity } from './https-university.ts'
import { type CasVersion, phpApplication, phpPlace } from './php-application.ts'

describe.skipIf(!isHere('phpCAS'))('An application with phpCAS', () => {
  test('signs Alicja in and learns her name and her affiliations', async () => {
    const { furta, library } = await applications()
    const page = await furta.signIn(furta.visitor(), `${library}/shelf?book=1&title=%C5%82%26b`)

    expect(page.address.href).toBe(`${library}/shelf?book=1&title=%C5%82%26b`)
    expect(page.text).toContain('Hello, alicja.wrona@student.agh.edu.pl.')
    expect(page.text).toContain('givenName is Alicja.')
    expect(page.text).toContain('eduPersonAffiliation is student, member.')
    expect(page.text).toContain('isFromNewLogin is ')
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

  test.each(['CAS_VERSION_1_0', 'CAS_VERSION_2_0'] as const)('is signed in to as %s as well', async (version) => {
    const { furta, library } = await applications(version)
    expect((await furta.signIn(furta.visitor(), `${library}/`)).text).toContain('Hello, alicja.wrona@')
  })
})

/** The library and the canteen, two applications at addresses of their own. */
async function applications(version?: CasVersion) {
  const [library, canteen] = [await phpPlace(), await phpPlace()]
  const furta = await httpsUniversity(
    Object.entries({ library, canteen }).map(([id, { origin }]) =>
      registered({ id, urls: [`${origin}/`], attributes: ['mail', 'givenName', 'sn', 'eduPersonAffiliation'] }),
    ),
  )
  await Promise.all([phpApplication(library, furta, version), phpApplication(canteen, furta, version)])
  return { furta, library: library.origin, canteen: canteen.origin }
}
