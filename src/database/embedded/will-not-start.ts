/** The embedded database cannot run, for a reason the message tells the operator in whole sentences. */
export class DatabaseWillNotStart extends Error {
  override readonly name = 'DatabaseWillNotStart'
}

/**
 * Turns what PostgreSQL (or the file system) complained of into sentences an operator can act on.
 * Unknown complaints are passed on as they are: they are never hidden behind a guess.
 */
export function explain(complaint: string, home: string): DatabaseWillNotStart {
  const said = complaint.trim().split('\n').slice(-12).join('\n')
  return new DatabaseWillNotStart(`${sentenceFor(complaint, home)}\n\nPostgreSQL said:\n${said || '(nothing)'}`)
}

function sentenceFor(complaint: string, home: string) {
  if (/No space left on device|Disk quota exceeded/i.test(complaint)) {
    return `The disk that holds ${home} is full. Make room and start again: nothing that was saved is lost.`
  }
  if (/Read-only file system/i.test(complaint)) {
    return `The database in ${home} lies on a disk that is mounted read-only. Mount it for writing, or set DATA_DIR to another folder.`
  }
  if (/could not look up effective user ID/i.test(complaint)) {
    return `PostgreSQL needs the user it runs as to have a name, and user ${process.getuid?.()} has none in /etc/passwd. Add a line there, or set DATABASE_URL.`
  }
  if (/Permission denied|Operation not permitted|EACCES|EPERM/i.test(complaint)) {
    return `PostgreSQL may not read or write its files in ${home}. They must belong to the user it runs as (${whoRuns(home)}).`
  }
  if (/could not (create|map) .*shared memory|Cannot allocate memory/i.test(complaint)) {
    return 'There is not enough memory for PostgreSQL: it needs about 100 MB.'
  }
  if (/pre-existing shared memory block/i.test(complaint)) {
    return `An earlier PostgreSQL still works on the data in ${home} and did not end in time. Wait a moment and start again.`
  }
  if (/error while loading shared libraries|cannot execute binary file|Exec format error|ENOENT/i.test(complaint)) {
    return 'The PostgreSQL that npm installed does not run on this machine. Run `npm ci`, or set DATABASE_URL to a PostgreSQL 15 or newer.'
  }
  return `PostgreSQL would not start on the data in ${home}.`
}

function whoRuns(home: string) {
  return process.getuid?.() === 0 ? `the owner of ${home}` : `user ${process.getuid?.()}`
}
