import type { Keys } from '../config/index.ts'
import type { Db } from '../database/index.ts'
import { peselKeyFits } from '../people/index.ts'
import { type Keyring, sameDigest } from '../world/index.ts'
import { findKeyCheck, insertKeyCheck, replaceKeyCheck } from './store.ts'

/** A key of the settings that is not the one this database was written with. */
export type KeyFault = 'app-secret' | 'pesel-key'

/** At the start, before anything is served: a database that has never seen a secret takes that of the first node. */
export async function beginKeyChecks(db: Db, keys: Pick<Keys, 'app'>, now: Date): Promise<void> {
  if ((await findKeyCheck(db)) === undefined) await insertKeyCheck(db, checkValue(keys.app), now)
}

/**
 * Which keys do not fit the data: a node with other keys than its fellows, or a backup that was brought back beside the keys
 * of another (req 128). Two small statements; writes nothing. A database that knows no secret yet fits every one.
 */
export async function misfitKeys(db: Db, keys: Keys): Promise<KeyFault[]> {
  const known = await findKeyCheck(db)
  return [
    ...(known && !sameDigest(known, checkValue(keys.app)) ? (['app-secret'] as const) : []),
    ...((await peselKeyFits(db, keys.pesel)) ? [] : (['pesel-key'] as const)),
  ]
}

/** The APP_SECRET was changed on purpose: from now on this one is right, and nodes with the former are not ready. */
export async function acceptAppSecret(db: Db, keys: Pick<Keys, 'app'>, now: Date): Promise<void> {
  await replaceKeyCheck(db, checkValue(keys.app), now)
}

/** For the log and the command line: what is wrong and what to do, without a word of the key itself. */
export function keyFaultSentence(fault: KeyFault): string {
  switch (fault) {
    case 'app-secret':
      return (
        'APP_SECRET is not the one that this database was written with: second factors, signing keys and the audit chain would not open. ' +
        'Bring back the right one. If it was changed on purpose: npm run furta -- audit restart --reason "…" (docs/operating/keys.md)'
      )
    case 'pesel-key':
      return (
        'PESEL_KEY is not the key under which this database keeps its PESEL digests: no right answer would be one. ' +
        'Bring back the right one (docs/operating/keys.md)'
      )
  }
}

function checkValue(app: Keyring) {
  return app.mac('key-check', 'app-secret')
}
