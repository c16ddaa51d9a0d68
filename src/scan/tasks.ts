import type { Db } from '../database/index.ts'
import { decodedLetter } from './letters.ts'
import { look, type Marker, MarkerIndex, type Sought } from './look.ts'
import { inOneView, listTables, liveDigests, liveRecoveryCodes, placesOfWaitingLetters, readTable } from './store.ts'

/** A place where something stands that must not: never what. */
export interface Hit {
  /** `table.column`, or the name of the file. */
  readonly where: string
  /** `row (12,3)` or `line 7`. */
  readonly place: string
  readonly kind: string
}

export interface ScanOrder {
  readonly markers?: Iterable<Marker>
  readonly logs?: readonly { readonly name: string; readonly text: string }[]
  readonly letters?: readonly { readonly name: string; readonly text: string }[]
  readonly now: Date
}

export interface ScanReport {
  readonly hits: readonly Hit[]
  readonly tables: number
  readonly rows: number
  /** Letters that wait with a link in them: the one thing that may, until it is sent. */
  readonly waitingLetters: number
  /** Tables of the demo that were left out. */
  readonly leftOut: readonly string[]
}

/** Of the demo university, which no production has: its people's mailbox is theirs, and their invented numbers are for playing them. */
const ofTheDemo = ['public.development_cast', 'public.development_mailbox']

interface Standing {
  readonly table: string
  readonly column: string
  readonly kind: string
}

/** What may stand where. Each line is an exception that is thought about, and has a reason. */
function allowed({ table, column, kind }: Standing, isWaitingLetter: boolean): boolean {
  // A letter carries its link until it is sent; then both columns are blanked.
  if (table === 'public.letters' && ['text', 'html'].includes(column)) return isWaitingLetter && kind === 'link'
  // By this token a report of delivery is believed, and it goes with the letter after thirty days.
  if (table === 'public.letters' && ['bounce_token', 'message_id'].includes(column)) return kind === 'bounce token'
  // There they belong, and nowhere else.
  if (kind === 'password hash')
    return column === 'password_hash' && ['public.credentials', 'public.previous_passwords'].includes(table)
  // The ticket that a service has validated is the SessionIndex of single logout (CAS 3.0 appendix C) and opens nothing any more.
  return table === 'public.service_visits' && column === 'ticket' && kind === 'spent ticket'
}

/** Reads the whole database, and the logs and letters given. */
export async function scan(db: Db, { markers = [], logs = [], letters = [], now }: ScanOrder): Promise<ScanReport> {
  const index = new MarkerIndex(markers)
  return inOneView(db, async (trx) => {
    const sought: Sought = {
      markers: index,
      live: await liveDigests(trx, now),
      recoveryCodes: await liveRecoveryCodes(trx),
      now,
    }
    const waiting = await placesOfWaitingLetters(trx)
    const hits: Hit[] = []
    const all = await listTables(trx)
    const tables = all.filter(({ name }) => !ofTheDemo.includes(name))
    let count = 0
    for (const table of tables) {
      for await (const rows of readTable(trx, table)) {
        count += rows.length
        for (const { place, values } of rows) {
          for (const [at, value] of values.entries()) {
            if (value === null || value.length < 8) continue
            const column = table.columns[at]?.name ?? ''
            for (const { kind } of look(value, sought)) {
              const isWaitingLetter = table.name === 'public.letters' && waiting.has(place)
              if (!allowed({ table: table.name, column, kind }, isWaitingLetter))
                hits.push({ where: `${table.name.replace(/^public\./, '')}.${column}`, place: `row ${place}`, kind })
            }
          }
        }
      }
    }
    for (const { name, text } of logs) hits.push(...hitsInText(name, text, sought))
    // A letter that has arrived brings its link, and says in its return path where reports go: that is what they are for.
    for (const { name, text } of letters)
      hits.push(
        ...hitsInText(name, decodedLetter(text), sought).filter(({ kind }) => !['link', 'bounce token'].includes(kind)),
      )
    const leftOut = all.map(({ name }) => name).filter((name) => ofTheDemo.includes(name))
    return { hits: unique(hits), tables: tables.length, rows: count, waitingLetters: waiting.size, leftOut }
  })
}

function hitsInText(name: string, text: string, sought: Sought): Hit[] {
  return text
    .split('\n')
    .flatMap((line, at) => look(line, sought).map(({ kind }) => ({ where: name, place: `line ${at + 1}`, kind })))
}

function unique(hits: readonly Hit[]): Hit[] {
  return [...new Map(hits.map((hit) => [`${hit.where} ${hit.place} ${hit.kind}`, hit])).values()]
}
