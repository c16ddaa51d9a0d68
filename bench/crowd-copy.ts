import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { crowdMember } from '../src/demo/crowd/crowd.ts'
import { searchWords } from '../src/people/search/words.ts'

const AT_ONCE = 25_000

type Member = ReturnType<typeof crowdMember>
type Row = readonly (string | number | boolean | null | undefined)[]

const tables: Readonly<Record<string, (member: Member, number: number) => readonly Row[]>> = {
  'people (id, usos_id, given_names, surname, album_number, student_status, phd_student_status, staff_status, connected, disabled_at, closed_at, proof_kind, language, demo, created_at, words)':
    ({ person }) => [
      [
        ...[person.id, person.usosId, person.givenNames, person.surname, person.albumNumber, person.studentStatus],
        ...[person.phdStudentStatus, person.staffStatus, person.connected, person.disabledAt?.toISOString()],
        ...[person.closedAt?.toISOString(), person.proofKind, person.language, true, '2026-10-01T00:00:00Z'],
        searchWords(person),
      ],
    ],
  'addresses (address, person_id, assigned)': ({ person }) => [
    [person.assignedAddress, person.id, true],
    ...person.otherAddresses.map((address) => [address, person.id, false]),
  ],
  'studies (person_id, programme, name_pl, name_en, faculty, status, is_primary)': ({ person }) =>
    person.studies.map(({ programme, name, faculty, status, isPrimary }) => [
      ...[person.id, programme, name.pl, name.en, faculty, status, isPrimary],
    ]),
  'credentials (person_id, password_hash, set_at)': ({ person, withPassword }) =>
    withPassword ? [[person.id, 'of nobody', '2026-10-01T00:00:00Z']] : [],
}

/**
 * The crowd straight into the tables, for measurements that are about what stands there and not about how it came. Nobody of it can
 * sign in, and nobody answers a question rightly: passwords and proofs are there for their number alone.
 */
export async function copyCrowd(database: pg.Client, people: number): Promise<void> {
  const begun = performance.now()
  const now = new Date('2026-11-22T00:00:00Z')
  for (let start = 0; start < people; start += AT_ONCE) {
    const size = Math.min(AT_ONCE, people - start)
    const members = Array.from({ length: size }, (_, at) => crowdMember(start + at, 'agh.edu.pl', now))
    for (const [table, rowsOf] of Object.entries(tables)) {
      const text = members
        .map((member, at) =>
          rowsOf(member, start + at)
            .map(line)
            .join(''),
        )
        .join('')
      await pipeline(Readable.from([text]), database.query(copyFrom(`copy ${table} from stdin`)))
    }
  }
  await database.query(
    `insert into identity_proofs (person_id, kind, key_id, digest, bucket)
     select p.id, p.proof_kind, (select id from pesel_keys order by position desc limit 1), sha256(p.id::bytea),
       case p.proof_kind when 'pesel' then abs(hashtext(p.id)) % 65536 end
     from people p where p.proof_kind <> 'none' and not exists (select from identity_proofs had where had.person_id = p.id)`,
  )
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(`  ${people.toLocaleString('en')} people, copied: ${seconds} s`)
}

function line(row: Row): string {
  const cells = row.map((cell) => (cell === undefined || cell === null ? '\\N' : String(cell).replaceAll('\\', '\\\\')))
  return `${cells.join('\t')}\n`
}
