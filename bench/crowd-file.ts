import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { crowdMember } from '../src/demo/crowd/crowd.ts'

const columns = [
  'id',
  'first_name',
  'last_name',
  'student_number',
  'pesel',
  'student_status',
  'phd_student_status',
  'staff_status',
  'email',
  'other_emails',
  'programme.id',
  'programme.name.pl',
  'programme.name.en',
  'faculty.id',
  'registration_connected',
]

/**
 * A feed of the crowd, one row for each field of study. `night` 0 is the first feed; in each later one a further twentieth has
 * another surname and a further hundredth another address, as after a year in one night.
 */
export async function writeCrowdFile(path: string, people: number, night: number): Promise<number> {
  const file = createWriteStream(path)
  const now = new Date('2026-11-22T00:00:00Z')
  let rows = 0
  file.write(`${columns.join(';')}\n`)
  for (let number = 0; number < people; number++) {
    const { person, answer } = crowdMember(number, 'agh.edu.pl', now)
    const moved = (number + 50) % 100 < night
    const surname = number % 20 < night ? `${person.surname}-Nowa` : person.surname
    const address = moved ? `n.${person.assignedAddress}` : person.assignedAddress
    const studies = person.studies.length > 0 ? person.studies : [undefined]
    for (const study of studies) {
      rows += 1
      const cells = [
        person.usosId,
        person.givenNames,
        surname,
        person.albumNumber,
        person.proofKind === 'pesel' ? answer : undefined,
        person.studentStatus,
        person.phdStudentStatus,
        person.staffStatus,
        address,
        person.otherAddresses.join(' '),
        study?.programme,
        study?.name.pl,
        study?.name.en,
        study?.faculty,
        Number(person.connected),
      ]
      if (!file.write(`${cells.map((cell) => cell ?? '').join(';')}\n`)) await drained(file)
    }
  }
  file.end()
  await finished(file)
  return rows
}

function drained(file: NodeJS.WritableStream) {
  return new Promise<void>((resolve) => file.once('drain', () => resolve()))
}

/** The first feed comes by the command line, which nobody waits for. */
export function importCrowd(dataDir: string, file: string) {
  const begun = performance.now()
  const command = join(import.meta.dirname, '..', 'bin', 'furta.mjs')
  execFileSync(process.execPath, [command, 'import', file], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  console.log(`  the first feed, by the command line: ${((performance.now() - begun) / 1000).toFixed(1)} s`)
}
