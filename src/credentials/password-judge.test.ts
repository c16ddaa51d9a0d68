import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { whenDone } from '../../test/when-done.ts'
import { AskerGone, HashQueueFull } from './hash.ts'
import { openPasswordJudge } from './password-judge.ts'
import type { PolicyContext } from './policy.ts'
import { MOST_WAITING, strengthThread } from './strength-thread.ts'

const context: PolicyContext = {
  profile: 'manual',
  personal: {
    givenNames: ['Alicja'],
    surnames: ['Wrona'],
    login: 'alicja.wrona@student.agh.edu.pl',
    otherAddresses: [],
  },
  contextWords: [],
}
const judge = openPasswordJudge()
afterAll(() => judge.stop())

test('a strong password is acceptable', async () => {
  expect(await judge.judgePassword('Kasztan#77ow', context)).toEqual({ acceptable: true })
})

test('a refusal names every reason and the state of every rule', async () => {
  expect(await judge.judgePassword('wrona', context)).toMatchObject({
    acceptable: false,
    reasons: [
      { id: 'too-short', rule: 'length', minimum: 8 },
      { id: 'upper-case-missing', rule: 'classes' },
      { id: 'digit-or-special-missing', rule: 'classes' },
      { id: 'personal-data', rule: 'personal-data' },
      { id: 'common', rule: 'blocklist' },
    ],
    rules: [
      { id: 'length', state: 'broken' },
      { id: 'classes', state: 'broken' },
      { id: 'personal-data', state: 'broken' },
      { id: 'history', state: 'later' },
    ],
  })
})

test('many questions at once each get their own answer', async () => {
  const passwords = Array.from({ length: 40 }, (_, index) => (index % 2 ? `Kasztan#${index}ow` : 'Haslo123!'))
  const answers = await Promise.all(passwords.map((password) => judge.judgePassword(password, context)))
  expect(answers.map(({ acceptable }) => acceptable)).toEqual(passwords.map((password) => password !== 'Haslo123!'))
})

test('a breached password is refused for that reason, however strong it looks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'furta-judge-'))
  const path = join(folder, 'breached.txt')
  await writeFile(path, `${createHash('sha1').update('Zażółć#77ow').digest('hex').toUpperCase()}:12\n`)
  const withCorpus = openPasswordJudge({ breachCorpus: path })
  expect(await withCorpus.judgePassword('Zażółć#77ow'.normalize('NFD'), context)).toMatchObject({
    acceptable: false,
    reasons: [{ id: 'breached', rule: 'blocklist' }],
  })
  expect(await withCorpus.judgePassword('Kasztan#77ow', context)).toEqual({ acceptable: true })
  await withCorpus.stop()
  await rm(folder, { recursive: true })
})

test('a hundred kilobytes do not reach the thread', async () => {
  const answer = await judge.judgePassword('Aa1!'.repeat(25_000), context)
  expect(answer).toMatchObject({ acceptable: false, reasons: [{ id: 'too-long' }] })
})

test('a thread that breaks is replaced, and the question that broke it is an error rather than a verdict', async () => {
  const thread = await repeatingThread()
  const answers = await Promise.allSettled(['one', 'break', 'two'].map((password) => thread.judge(password, context)))
  expect(answers).toMatchObject([
    { status: 'fulfilled', value: 'one' },
    { status: 'rejected', reason: { message: 'The password could not be judged.' } },
    { status: 'fulfilled', value: 'two' },
  ])
})

test('whoever asks for very many verdicts waits for themselves, and nobody else for them', async () => {
  const thread = await repeatingThread()
  const order: string[] = []
  const asks = (owner: string) =>
    thread.judge(owner, context, { owner, gone: () => false }).then(() => order.push(owner))
  await Promise.all([...Array.from({ length: MOST_WAITING }, () => asks('anna')), asks('jan')])
  expect(order.indexOf('jan')).toBeLessThan(3)
})

test('who has gone is passed over, before the password is looked at', async () => {
  const thread = await repeatingThread()
  let here = true
  const first = thread.judge('one', context, { owner: 'jan', gone: () => false })
  const gone = thread.judge('break', context, { owner: 'anna', gone: () => !here })
  const third = thread.judge('three', context, { owner: 'anna', gone: () => false })
  here = false
  await expect(gone).rejects.toThrow(AskerGone)
  expect(await Promise.all([first, third])).toEqual(['one', 'three'])
})

test('only so many wait: the others hear at once when to come back, and a sign-in with an old hash is not among them', async () => {
  const thread = await repeatingThread()
  const asks = (owner: string) => thread.judge(owner, context, { owner, gone: () => false })
  const atWork = asks('first')
  const judged = Array.from({ length: MOST_WAITING }, (_, index) => asks(`person ${index}`))
  const late = asks('one too many')
  const signIn = thread.judge('sign-in', context)
  await expect(late).rejects.toThrow(HashQueueFull)
  await expect(late).rejects.toMatchObject({ retryAfterMs: expect.closeTo(2_200, -3) })
  expect(await Promise.race([signIn, ...judged])).toBe('sign-in')
  expect(await Promise.all([atWork, ...judged])).toHaveLength(1 + MOST_WAITING)
})

/** A thread that says what it is asked, and breaks when told to. */
async function repeatingThread() {
  const folder = await mkdtemp(join(tmpdir(), 'furta-thread-'))
  const worker = join(folder, 'worker.mjs')
  await writeFile(
    worker,
    `import { parentPort } from 'node:worker_threads'
     parentPort.on('message', ({ password }) => { if (password === 'break') throw new Error('broken'); parentPort.postMessage(password) })`,
  )
  const thread = strengthThread(new URL(`file://${worker}`))
  whenDone(async () => {
    await thread.stop()
    await rm(folder, { recursive: true })
  })
  return thread
}
