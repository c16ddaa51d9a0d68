import { expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { CONSUMER, UNIVERSITY, usosApi, usosUser } from '../../test/usos-api-server.ts'
import { run } from './usos-api.ts'

test('the command line checks, tries, pulls and tells what became of it, and refuses in sentences', async () => {
  const { db, url } = await openTestDatabase()
  const api = await usosApi(() => new Date())
  api.installation.people = [usosUser('1'), usosUser('2')]
  api.installation.refusedFields = ['phd_student_status']
  vi.stubEnv('DATABASE_URL', url)
  await expect(run(['check'])).rejects.toThrow('USOS_API_URL is not set')
  vi.stubEnv('USOS_API_URL', api.origin)
  await expect(run(['check'])).rejects.toThrow(/USOS_API_CONSUMER_KEY is required[\s\S]*USOS_API_UNIT is required/)
  vi.stubEnv('USOS_API_CONSUMER_KEY', CONSUMER.key)
  vi.stubEnv('USOS_API_CONSUMER_SECRET', CONSUMER.secret)
  vi.stubEnv('USOS_API_UNIT', UNIVERSITY)
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  const printed = async (...args: string[]) => {
    lines.length = 0
    await run(args)
    return lines.join('\n')
  }
  const count = async () => (await db.selectFrom('people').select('id').execute()).length

  expect(await printed('check')).toMatch(
    /accepts the key\. Units: 3\.\nFields this key may not read: phd_student_status\./,
  )
  expect(await printed('pull', '--dry-run')).toMatch(/New people: 2[\s\S]*A dry run: nothing was changed\./)
  expect(await count()).toBe(0)
  await expect(run(['pull'])).rejects.toThrow(
    /changes more people than[\s\S]*\/desk\/import\/\w+\. .*--even-if-many-change/,
  )
  expect(await printed('pull', '--even-if-many-change')).toMatch(/New people: 2[\s\S]*Done in/)
  expect(await count()).toBe(2)
  expect(await printed('pull', '--quick', '--polish')).toContain('Nie ma czego zmieniać.')
  expect(await printed('status')).toMatch(/everybody: in the registry · people: 2 of 2/)
  expect(await printed('stop')).toBe('No pull is under way.')
  await expect(run(['pull', '--everything'])).rejects.toThrow(/--even-if-many-change/)
  await expect(run(['push'])).rejects.toThrow('“usos-api” has no “push”.')
  api.installation.before = () => ({ status: 401, text: '{"message":"Invalid signature"}' })
  await expect(run(['pull'])).rejects.toThrow(/does not accept the key[\s\S]*Nothing was changed/)
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})
