import type { Database } from '../database/index.ts'
import type { Caller, HashGate } from './hash.ts'

/**
 * Does a journey that hashes when its turn has come, with hashes and database connections of its own: however many wait, nobody
 * who checks a session or a ticket waits behind them (decision 212).
 */
export function inTurn<Parts extends { readonly hashGate: HashGate; readonly database: Database }, Result>(
  parts: Parts,
  caller: Caller,
  hashes: number,
  work: (own: Parts) => Promise<Result>,
): Promise<Result> {
  const { database } = parts
  return parts.hashGate.turn(caller, hashes, (hashGate) =>
    work({ ...parts, hashGate, database: { ...database, ...database.hashing } }),
  )
}
