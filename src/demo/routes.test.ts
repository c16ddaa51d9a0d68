import { describe, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { openFrame } from '../../test/frame.ts'
import { readSettings } from '../config/index.ts'
import { createHashGate } from '../credentials/index.ts'
import { HandSetClock, keyring, Secret, systemRandom } from '../world/index.ts'
import { cast } from './cast/index.ts'
import { registerCast, seedDemoUniversity } from './index.ts'

const production = {
  NODE_ENV: 'production',
  PUBLIC_ORIGIN: 'https://login.example.edu',
  SMTP_URL: 'smtps://mail.example.edu',
  APP_SECRET: 'abcdefghijklmnopqrstuvwxyz0123456789',
  PESEL_KEY: '0123456789abcdefghijklmnopqrstuvwxyz',
}

async function openDemo({
  seeded = true,
  environment = {},
}: {
  seeded?: boolean
  environment?: Record<string, string>
} = {}) {
  const database = await openTestDatabase()
  if (seeded) {
    await seedDemoUniversity({
      db: database.db,
      world: { clock: new HandSetClock('2026-11-22T12:00:00Z'), random: systemRandom },
      hashGate: await createHashGate({ atOnce: 2, queue: 10, memory: 19456, passes: 2 }),
      peselKeys: keyring(new Secret('a key for tests of at least 32 characters')),
      mailDomain: 'agh.edu.pl',
    })
  }
  return openFrame((app) => registerCast(app, { settings: readSettings(environment), database }))
}

describe('the demo university', () => {
  test('tells who can be played, as a file with the promised fields', async () => {
    const { ask } = await openDemo()
    const { status, text } = await ask('/dev/cast.json')
    const people = JSON.parse(text)

    expect(status).toBe(200)
    expect(people).toHaveLength(cast.length)
    expect(people[0]).toMatchObject({
      key: 'alice',
      name: 'Alicja Wrona',
      login: 'alicja.wrona@student.agh.edu.pl',
      otherAddresses: [],
      pesel: expect.stringMatching(/^[0-9]{11}$/),
      birthDate: '2004-05-17',
      albumNumber: '402113',
      state: 'active',
      password: expect.any(String),
      roles: ['student'],
    })
    expect(people[0].programmes).toHaveLength(2)
  })

  test.each([
    ['pl', 'Przykładowa uczelnia', 'Zacznij tutaj'],
    ['en', 'The demo university', 'Start here'],
  ])('shows in %s everybody with ID, password and what to try', async (language, title, start) => {
    const { ask } = await openDemo()
    const { status, text } = await ask('/dev', { headers: { 'accept-language': language } })
    expect(status).toBe(200)
    expect(text).toContain(`<h1>${title}</h1>`)
    expect(text).toContain(start)
    for (const { key, password } of cast) {
      expect(text).toContain(`id="${key}"`)
      if (password) expect(text).toContain(password)
    }
  })

  test('shows a name with angle brackets as text', async () => {
    const { ask } = await openDemo()
    const { text } = await ask('/dev')
    expect(text).toContain("&lt;i> O'Reed &amp; Marsh")
    expect(text).not.toContain("<i> O'Reed")
  })
})

describe('nothing stands under /dev', () => {
  test.each(['/dev', '/dev/cast.json'])('%s without the seed', async (path) => {
    const { ask } = await openDemo({ seeded: false })
    expect((await ask(path)).status).toBe(404)
  })

  test.each(['/dev', '/dev/cast.json'])('%s in production', async (path) => {
    const { ask } = await openDemo({ environment: production })
    expect((await ask(path)).status).toBe(404)
  })

  test.each(['/dev', '/dev/cast.json'])('%s on a public origin', async (path) => {
    const { ask } = await openDemo({ environment: { PUBLIC_ORIGIN: 'https://login.example.edu' } })
    expect((await ask(path)).status).toBe(404)
  })
})
