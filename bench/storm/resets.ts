import pg from 'pg'
import { findRunningEmbeddedPostgres } from '../../src/database/embedded/index.ts'
import { crowdMember } from '../../src/demo/crowd/crowd.ts'
import { Browser, formValue } from '../browser.ts'
import type { RunningProgram } from '../program.ts'
import { pause } from './visit.ts'

/** No four letters of it in a row stand in anybody's name or address; a number in it would be refused to whoever has it in their PESEL. */
const NEW_PASSWORD = 'Fjord#5-quiche-oxymel'

/** What became of one, in milliseconds from the form with the new password and from its beginning to being done, or to when nobody waited for it any more. */
type Reset =
  | { readonly kind: 'done'; readonly took: number; readonly whole: number }
  | { readonly kind: 'failed'; readonly because: string }
  | { readonly kind: 'given-up'; readonly after: number; readonly at: Stage }

type Stage = 'the letter' | 'its turn'

/** So many at once set a new password by a mailed link, each followed by another until they are told to stop. Whatever has begun by then is waited for, as sign-ins are. */
export function resets({ origin }: RunningProgram, dataDir: string, people: number, atOnce: number) {
  const all: Reset[] = []
  let turn = 0
  let mayBegin = true
  let isWaitedFor = true
  const members = membersWithPesel(people)
  const oneAfterTheOther = async (database: pg.Pool) => {
    for (const { login, answer } of members) {
      if (!mayBegin) break
      turn += 1
      const begun = performance.now()
      const one = reset(new Browser(origin), database, login, answer, turn, () => isWaitedFor).then(
        (end): Reset =>
          typeof end === 'number'
            ? { kind: 'done', took: end, whole: performance.now() - begun }
            : { kind: 'given-up', after: performance.now() - begun, at: end },
        (error): Reset => ({ kind: 'failed', because: error instanceof Error ? error.message : 'unknown' }),
      )
      all.push(await one)
      await pause(1000)
    }
  }
  const work = (async () => {
    const database = new pg.Pool({ connectionString: findRunningEmbeddedPostgres(dataDir), max: 1 })
    await Promise.all(Array.from({ length: atOnce }, () => oneAfterTheOther(database)))
    await database.end()
  })()
  return {
    async stop(patience: number) {
      mayBegin = false
      await Promise.race([work, pause(patience)])
      isWaitedFor = false
      await work
      return {
        begun: all.length,
        took: all.flatMap((one) => (one.kind === 'done' ? one.took : [])),
        whole: all.flatMap((one) => (one.kind === 'done' ? one.whole : [])),
        notSet: all.flatMap((one) => {
          if (one.kind === 'failed') return one.because
          return one.kind === 'done'
            ? []
            : `waited for ${one.at}, ${(one.after / 1000).toFixed(0)} s after its beginning`
        }),
      }
    },
  }
}

function* membersWithPesel(people: number) {
  const now = new Date('2026-11-22T00:00:00Z')
  for (let number = people - 1; number > 0; number--) {
    const { person, answer, withPassword } = crowdMember(number, 'agh.edu.pl', now)
    if (withPassword && person.proofKind === 'pesel' && !person.closedAt && !person.disabledAt)
      yield { login: person.assignedAddress ?? '', answer }
  }
}

/** Milliseconds from the form with the new password to being done, or what it was waiting for when it was given up. */
async function reset(
  browser: Browser,
  database: pg.Pool,
  login: string,
  answer: string,
  turn: number,
  isOn: () => boolean,
): Promise<number | Stage> {
  // Each at home, in a block of their own.
  const from = { 'x-forwarded-for': `84.${(turn >> 8) & 255}.${turn & 255}.7` }
  const ask = formValue((await browser.get('/reset-password', from)).body)
  await browser.post('/reset-password', { form: ask, email: login }, from)
  const link = await linkFor(database, login, isOn)
  if (link === undefined) return 'the letter'
  const opened = await browser.get(new URL(link).pathname, from)
  const path = opened.location ?? ''
  const form = formValue((await browser.get(path, from)).body)
  const fields = {
    form,
    link: path.split('/').at(-1) ?? '',
    pesel: answer,
    new: NEW_PASSWORD,
    repeat: NEW_PASSWORD,
  }
  const begun = performance.now()
  while (isOn()) {
    const { status, retryAfter } = await browser.post(path, fields, from)
    if (status === 303) {
      browser.close()
      return performance.now() - begun
    }
    if (status !== 503) throw new Error(`A new password was answered with ${status}.`)
    await pause((retryAfter ?? 1) * 1000)
  }
  return 'its turn'
}

async function linkFor(database: pg.Pool, login: string, isOn: () => boolean): Promise<string | undefined> {
  while (isOn()) {
    const { rows } = await database.query<{ text: string }>(
      'select text from development_mailbox where recipient = $1',
      [login],
    )
    const link = /^http\S+$/m.exec(rows.at(-1)?.text ?? '')?.[0]
    if (link !== undefined) return link
    await pause(300)
  }
  return undefined
}
