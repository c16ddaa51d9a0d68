import type pg from 'pg'
import { openKeys, readSettings } from '../../src/config/index.ts'
import { createHashGate, normalisePassword } from '../../src/credentials/index.ts'
import { findRunningEmbeddedPostgres } from '../../src/database/embedded/index.ts'
import { openDatabase } from '../../src/database/index.ts'
import { crowdMember } from '../../src/demo/crowd/crowd.ts'
import { CROWD_PASSWORD } from '../../src/demo/crowd/tasks.ts'
import { openProofKeys, proofDigest } from '../../src/people/index.ts'
import { realWorld } from '../../src/world/index.ts'
import type { Person } from '../people.ts'

/** Several kinds of request ask for them: of one kind everybody is asked for once. */
const EQUIPPED = 200
/** More than a run asks for: of a large registry nobody twice. */
const OTHERS = 4000

export type Fellow = Omit<ReturnType<typeof crowdMember>['person'], 'password'> & { readonly login: string }

export type Student = Person &
  Fellow & {
    /** After a new password another one. */
    password: string
    readonly pesel: string
  }

/** Students of now with a password and a PESEL, from all over the registry and not one after the other. */
export interface Chosen {
  /** Those whose password and PESEL are right. As many of a small registry as of a large one: as much has happened to each of them in both. */
  readonly equipped: readonly Student[]
  /** To whom nothing happens, so that as much is told of them in both. */
  readonly lookedAt: readonly Fellow[]
  /** To whom something happens that takes neither. */
  readonly changed: readonly Fellow[]
}

export function chosenFrom(people: number): Chosen {
  const all: Student[] = []
  for (let turn = 0; turn < people && all.length < EQUIPPED + OTHERS; turn++) {
    const number = (turn * 48_271 + 11) % people
    const { person, answer, withPassword } = crowdMember(number, 'agh.edu.pl', new Date('2026-11-22T00:00:00Z'))
    if (person.studentStatus === 2 && withPassword && person.proofKind === 'pesel' && !person.disabledAt)
      all.push({ ...person, login: person.assignedAddress ?? '', password: CROWD_PASSWORD, pesel: answer })
  }
  const others = all.slice(EQUIPPED)
  return {
    equipped: all.slice(0, EQUIPPED),
    lookedAt: others.filter((_, place) => place % 2 === 0),
    changed: others.filter((_, place) => place % 2 === 1),
  }
}

/**
 * Passwords and answers that are right, made by the program's own functions: nobody of a copied crowd has one. And their two devices are
 * of today, so that all have as many sessions.
 */
export async function equip(students: readonly Student[], database: pg.Client, dataDir: string): Promise<void> {
  const settings = readSettings({ DATA_DIR: dataDir })
  const { ARGON2_MEMORY: memory, ARGON2_PASSES: passes } = settings
  const hashGate = await createHashGate({ atOnce: 1, queue: 1, memory, passes })
  const hash = await hashGate.hash(normalisePassword(CROWD_PASSWORD))
  await hashGate.stop()
  const ids = students.map(({ id }) => id)
  await database.query('update credentials set password_hash = $1 where person_id = any($2)', [hash, ids])
  await database.query("update sessions set created_at = now() - interval '1 hour' where person_id = any($1)", [ids])

  const own = openDatabase(findRunningEmbeddedPostgres(dataDir) ?? '', { connections: 4, onError: () => {} })
  const { keys } = (await openProofKeys(own.db, openKeys(settings, realWorld.random).pesel)).inUse
  await own.close()
  for (const { id, pesel } of students) {
    const { keyId, digest, bucket } = proofDigest(keys, id, 'pesel', pesel)
    await database.query('update identity_proofs set key_id = $2, digest = $3, bucket = $4 where person_id = $1', [
      ...[id, keyId, digest, bucket],
    ])
  }
}
