import { describe, expect, test } from 'vitest'
import { typeSignIn } from '../stories/journeys.ts'
import { field, says, stage } from '../stories/stage.ts'
import { apache, apachePlace, telling } from './apache.ts'
import { isHere } from './clients.mjs'
import { httpsUniversity } from './https-university.ts'
import { recipe } from './recipe.ts'

// In a real browser: the module sends nobody to the sign-in who does not say, as browsers do, that a page is being opened.
const { person } = stage()

describe.skipIf(!isHere('mod_auth_openidc'))('Apache with mod_auth_openidc', () => {
  test('signs Alicja in and gives the application her name, address and affiliations', async () => {
    const { page, origin } = await signedIn('/members/?book=1')
    expect(page.url()).toBe(`${origin}/members/?book=1`)
    await says(page, 'REMOTE_USER is alicja.wrona@student.agh.edu.pl.')
    await says(page, 'OIDC_CLAIM_name is Alicja Wrona.')
    await says(page, 'OIDC_CLAIM_eduperson_affiliation is student,member.')
  })

  test('gives a name with Polish letters whole', async () => {
    const { page } = await signedIn('/members/', 'zofia')
    await says(page, 'OIDC_CLAIM_name is Zofia Łukasiewicz-Żak.')
  })

  test('lets in those whose claims say so, and nobody else', async () => {
    const { page, origin } = await signedIn('/students/')
    await says(page, 'REMOTE_USER is alicja.wrona@')
    const refusal = await page.goto(`${origin}/teachers/`)
    expect(refusal?.status()).toBe(401)
  })

  test('signs her out everywhere, and shows its own page after it', async () => {
    const { page, origin } = await signedIn('/members/')
    await page.goto(`${origin}/signed-in?logout=${encodeURIComponent(`${origin}/bye`)}`)
    expect(page.url()).toBe(`${origin}/bye/`)
    await says(page, 'Goodbye.')
    await page.goto(`${origin}/members/`)
    await field(page, 'Password').waitFor()
  })

  test('forgets her when it is told that she has signed out elsewhere', async () => {
    const { furta, page, origin } = await signedIn('/members/')
    await page.goto(`${furta.origin}/cas/logout`)
    await furta.tellServices()
    await page.goto(`${origin}/members/`)
    await field(page, 'Password').waitFor()
  })
})

/** Alicja, or somebody else, in a browser at a protected page, which has sent her to the sign-in and has her back. */
async function signedIn(path: string, who = 'alice') {
  const { furta, origin } = await protectedPages()
  const somebody = furta.person(who)
  const page = await person(furta.origin, { alsoVisits: [origin], anyCertificate: true })
  await page.goto(`${origin}${path}`)
  await typeSignIn(page, 'en', somebody.login, somebody.password)
  // The page after the form goes on by itself (decision 264).
  await page.waitForURL((url) => url.origin === origin)
  return { furta, page, origin }
}

/** Apache with what the recipe says, and a place for teachers. */
async function protectedPages() {
  const place = await apachePlace()
  const { service, there } = recipe('mod_auth_openidc')
  const furta = await httpsUniversity([service({ 'https://archive.example.edu': place.origin })])
  const configuration = there('apache', {
    'https://login.example.edu': furta.origin,
    'https://archive.example.edu': place.origin,
    'members|': 'members|teachers|',
  })
  const page = telling('REMOTE_USER', 'OIDC_CLAIM_name', 'OIDC_CLAIM_eduperson_affiliation')
  await apache(place, {
    modules: ['auth_openidc'],
    configuration: `${configuration}
      OIDCCABundlePath ${furta.certificateFile}
      <Location /teachers>
        Require claim eduperson_affiliation:faculty
      </Location>`,
    pages: { members: page, students: page, teachers: page, bye: '<p>Goodbye.</p>' },
  })
  return { furta, ...place }
}
