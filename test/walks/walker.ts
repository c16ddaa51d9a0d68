import { Readable } from 'node:stream'
import { closeLinksOf } from '../../src/challenges/index.ts'
import { asPersonId, type PersonId, type Trx } from '../../src/database/index.ts'
import { connect, type Doing, moveAddress } from '../../src/desk/acts.ts'
import { lockPerson, type Person, proofDigest, proofKeyring, setDisabled } from '../../src/people/index.ts'
import { applyImport, planImport } from '../../src/provisioning/index.ts'
import { endSessionsOf } from '../../src/sessions/index.ts'
import { systemRandom } from '../../src/world/index.ts'
import { testKeys } from '../morning.ts'
import { savePerson } from '../person.ts'
import type { University } from '../university.ts'
import type { Visitor } from '../visitor.ts'
import type { Which } from './model.ts'

/** What the person types as PESEL, rightly and wrongly: both pass the checksum. */
export const PESEL = { right: '85030912343', wrong: '03221245177' }
export const PASSWORDS = [
  'Kasztan#77-ow-lesie',
  'Fioletowy-kombajn-63',
  'Zamglony-akordeon-17',
  'Turkusowa-lokomotywa-28',
  'Szorstki-bursztyn-51',
] as const

/** The person who walks, as the program knows them: their addresses, their two browsers, their mailboxes, their registry. */
export class Walker {
  readonly university: University
  readonly id: PersonId
  readonly addresses: Readonly<Record<Which, string>>
  readonly browsers: readonly Visitor[]
  readonly links: string[] = []
  button: string | undefined
  #lettersRead = 0

  private constructor(university: University, number: number) {
    this.university = university
    this.id = asPersonId(`walker-${number}`)
    this.addresses = {
      first: `walker.${number}@agh.edu.pl`,
      second: `walker.${number}@metal.agh.edu.pl`,
      stranger: `stranger.${number}@agh.edu.pl`,
    }
    this.browsers = [university.visitor(), university.visitor()]
  }

  static async arrives(university: University, number: number, connected: boolean): Promise<Walker> {
    const walker = new Walker(university, number)
    await savePerson(university.database.db, university.clock.now(), {
      id: walker.id,
      usosId: walker.id,
      givenNames: 'Wanda',
      surname: 'Wędrowna',
      staffStatus: 2,
      connected,
      language: 'en',
      demo: true,
      proofKind: 'pesel',
      proof: proofDigest(proofKeyring(testKeys.pesel.root), walker.id, 'pesel', PESEL.right),
      assignedAddress: walker.addresses.first,
      otherAddresses: [walker.addresses.second],
    })
    return walker
  }

  browser(number: number): Visitor {
    const browser = this.browsers[number]
    if (!browser) throw new Error(`Nobody walks with ${number + 1} browsers.`)
    return browser
  }

  link(number: number): string {
    const link = this.links[number]
    if (link === undefined) throw new Error(`Link ${number + 1} was never mailed.`)
    return link
  }

  /** What came since the last look, to whichever of the person's mailboxes, and to nobody else. Links are kept in order. */
  async readMail(): Promise<{ to: string; subject: string }[]> {
    const { db } = this.university.database
    await this.university.mailbox.letters(this.addresses.stranger)
    const letters = await db
      .selectFrom('letters')
      .innerJoin('development_mailbox as box', 'box.id', 'letters.id')
      .select(['box.recipient as to', 'box.subject', 'box.text'])
      .where('letters.person_id', '=', this.id)
      .orderBy('box.position')
      .execute()
    const fresh = letters.slice(this.#lettersRead)
    this.#lettersRead = letters.length
    for (const { text } of fresh) this.#keepLink(/^http\S+$/m.exec(text)?.[0])
    return fresh.map(({ to, subject }) => ({ to, subject }))
  }

  #keepLink(link: string | undefined) {
    if (link?.includes('/set-password/')) this.links.push(link)
    if (link?.includes('/reset-password/assigned/')) this.button = link
  }

  async openLinks(): Promise<number> {
    const { db } = this.university.database
    const rows = await db
      .selectFrom('mailed_links')
      .select('id')
      .where('person_id', '=', this.id)
      .where('closed_at', 'is', null)
      .execute()
    return rows.length
  }

  /** What the desk does, as the desk does it. */
  connect() {
    return this.#act((trx, person, doing) => connect(trx, person, doing))
  }

  move(to: 'first' | 'second') {
    return this.#act((trx, person, doing) => moveAddress(this.university, trx, person, this.addresses[to], doing))
  }

  disable(disabled: boolean) {
    return this.#act(async (trx, person, { now }) => {
      await setDisabled(trx, person.id, disabled ? now : undefined)
      if (!disabled) return
      await endSessionsOf(trx, person.id, 'disabled', now)
      await closeLinksOf(trx, person.id, 'account-changed', now)
    })
  }

  /** One row of a feed, as the nightly import brings it. What it does not speak of stays. */
  async standsInFeed({ connected, left }: { connected?: boolean; left: boolean }) {
    const { university } = this
    // Two feeds of one moment would be taken for one that came between reading and writing.
    university.clock.advance({ milliseconds: 1 })
    const spoken = connected === undefined ? '' : Number(connected)
    const rows = [
      'id,last_name,registration_connected,valid_until',
      `${this.id},Wędrowna,${spoken},${left ? '2026-10-01' : ''}`,
    ]
    const parts = { ...university, world: { clock: university.clock, random: systemRandom }, peselKeys: testKeys.pesel }
    const options = { full: false, by: 'operator', fileName: 'nightly.csv' } as const
    const planned = await planImport(parts, Readable.from([rows.join('\n')]), options)
    if (planned.kind !== 'planned') throw new Error('The feed was not understood.')
    const applied = await applyImport(parts, planned.run, { by: 'operator' })
    if (applied.kind !== 'applied') throw new Error(`The feed was refused: ${applied.because}.`)
  }

  async #act(work: (trx: Trx, person: Person, doing: Doing) => Promise<unknown>) {
    const doing = {
      by: asPersonId('somebody at the desk'),
      reason: 'The person stands at the desk.',
      now: this.university.clock.now(),
      source: '192.0.2.1',
      reference: '',
    }
    await this.university.database.db.transaction().execute(async (trx) => {
      const person = await lockPerson(trx, this.id)
      if (person) await work(trx, person, doing)
    })
  }
}
