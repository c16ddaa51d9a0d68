import { expect, test, vi } from 'vitest'
import { isSignedIn, signIn } from '../../../test/attacks/steps.ts'
import { enrol, staff } from '../../../test/staff.ts'
import { type University, university } from '../../../test/university.ts'
import { run } from '../../commands/admin.ts'
import type { Database } from '../../database/index.ts'
import { systemRandom } from '../../world/index.ts'
import { createAdministrator, type NewAdministrator, resetSecondFactor } from './tasks.ts'

const anna = { address: 'Anna.Nowak@agh.edu.pl', givenNames: 'Anna', surname: 'Nowak', codeInAnyCase: false }
const PASSWORD = 'Fioletowy-kombajn-63'

const partsOf = ({ settings, institution, database, clock, origin, keys }: University) => ({
  keys,
  settings,
  institution,
  database,
  world: { clock, random: systemRandom },
  origin,
})

async function create(furta: University, wanted: Partial<NewAdministrator> = {}) {
  return createAdministrator(partsOf(furta), { ...anna, ...wanted })
}

test('the first administrator sets the password by the one-time code, which works once, and then the second factor', async () => {
  const furta = await university()
  const made = await create(furta)
  if (made.kind !== 'created' || !made.code) throw new Error(`Not created: ${made.kind}`)
  expect(made.isNew).toBe(true)
  const { code } = made.code
  const login = 'anna.nowak@agh.edu.pl'

  const typeCode = async () => {
    const visitor = furta.visitor()
    const page = await visitor.open('/set-password/code')
    return { visitor, page: await visitor.submit(page, 'Next', { 'E-mail address:': login, 'One-time code:': code }) }
  }
  const { visitor, page } = await typeCode()
  await visitor.submit(page, 'Set password', { 'New password:': PASSWORD, 'Repeat new password:': PASSWORD })
  expect((await typeCode()).page.status).toBe(422)

  const administrator = furta.visitor()
  await signIn(administrator, login, PASSWORD)
  expect(await isSignedIn(administrator)).toBe(true)
  await enrol(furta, administrator, login)
  expect((await administrator.open('/desk/roles')).text).toContain('Anna Nowak')
  const events = await furta.database.db
    .selectFrom('audit_events')
    .select(['actor', 'details'])
    .where('event', '=', 'administrator-created')
    .execute()
  expect(events).toEqual([{ actor: 'operator', details: { code: true } }])
})

test('somebody of the registry is taken as they are; who has a password keeps it, and gets no code', async () => {
  const furta = await university()
  const { login, password } = furta.person('bob')
  const made = await create(furta, { address: login, givenNames: '', surname: '' })
  expect(made).toMatchObject({ kind: 'created', isNew: false, code: undefined })
  const visitor = furta.visitor()
  await signIn(visitor, login, password)
  expect(await isSignedIn(visitor)).toBe(true)
  expect(await create(furta, { address: login, codeInAnyCase: true })).toMatchObject({
    code: { code: expect.stringMatching(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/) },
  })
})

test('what cannot be is refused, and nothing changes', async () => {
  const furta = await university()
  const count = () => furta.database.db.selectFrom('people').select('id').execute()
  const before = (await count()).length
  expect(await create(furta, { address: 'no address' })).toEqual({ kind: 'no-address' })
  expect(await create(furta, { address: 'anna@gmail.com' })).toEqual({ kind: 'foreign-domain' })
  expect(await create(furta, { surname: ' ' })).toEqual({ kind: 'surname-missing' })
  expect((await count()).length).toBe(before)
})

test('no account is there from the start: the usual pairs open nothing (req 8)', async () => {
  const furta = await university({ settings: { NEGATIVE_ANSWERS_PER_SOURCE: '1000' } })
  for (const name of ['admin', 'administrator', 'root', 'test', 'guest', 'furta', 'demo', 'user', 'operator', 'desk']) {
    for (const password of [name, 'password']) {
      const visitor = furta.visitor()
      await signIn(visitor, `${name}@agh.edu.pl`, password)
      expect([name, password, visitor.cookies.has('__Host-TGC')]).toEqual([name, password, false])
    }
  }
})

test('the operator takes a lost factor away when no administrator is left to', async () => {
  const furta = await university()
  const lost = await staff(furta, 'admin')
  expect(await resetSecondFactor(partsOf(furta), lost.person.login)).toMatchObject({ kind: 'removed' })
  expect(await isSignedIn(lost.visitor)).toBe(false)
  expect(await resetSecondFactor(partsOf(furta), lost.person.login)).toEqual({ kind: 'no-factor' })
  expect(await resetSecondFactor(partsOf(furta), 'nobody@agh.edu.pl')).toEqual({ kind: 'nobody' })
})

test('the command line says in a sentence what is missing', async () => {
  await expect(run([])).rejects.toThrow('admin create --address')
  await expect(run(['dance'])).rejects.toThrow('“admin” has no “dance”.')
  await expect(run(['create'])).rejects.toThrow('--address is needed')
  await expect(run(['create', '--adress', 'x'])).rejects.toThrow(/Unknown option '--adress'/)
  await expect(run(['reset-second-factor'])).rejects.toThrow('One address is needed.')
})

test('the command line works beside a running server, and the code is on the screen alone', async () => {
  // The command asks the clock on the wall, so the server has to do so too: its letters would lie in the future otherwise.
  const furta = await university({ clock: 'real' })
  vi.stubEnv('DATABASE_URL', (furta.database as Database & { url: string }).url)
  const said: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
  try {
    await run(['create', '--address', anna.address, '--given-names', 'Anna', '--surname', 'Nowak'])
    await run(['list'])
  } finally {
    log.mockRestore()
    vi.unstubAllEnvs()
  }
  const code = /One-time code: {2}(\S+)/.exec(said.join('\n'))?.[1] ?? 'none'
  expect(said.join('\n')).toContain('Anna Nowak <anna.nowak@agh.edu.pl>: administrator; no second factor yet')
  const stored = await furta.database.db.selectFrom('one_time_codes').selectAll().execute()
  const letters = await furta.mailbox.letters('anna.nowak@agh.edu.pl')
  expect(letters).toHaveLength(1)
  expect(JSON.stringify([stored, letters, furta.logText()])).not.toContain(code)
})
