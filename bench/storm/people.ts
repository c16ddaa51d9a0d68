import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { crowdMember } from '../../src/demo/crowd/crowd.ts'
import { CROWD_PASSWORD } from '../../src/demo/crowd/tasks.ts'
import type { Person } from '../people.ts'

/** Somebody on the morning of registration. */
export interface Visitor extends Person {
  /** Where from, as the reverse proxy says it. */
  readonly address: string
  /** Runs `wait-turn.js`: asks for a turn before the form is sent. */
  readonly scripts: boolean
  /** Comes back when told to. Others press again at once, or where a script keeps the form load the page again and type. */
  readonly obeys: boolean
  /** Gives up a page that loads, and sends the same form again. */
  readonly impatient: boolean
}

export const CAMPUS = '10.20.0.0/16'

/** Of the last ones of a crowd some set a new password meanwhile, and do not come with the old one. */
const SET_NEW_PASSWORDS = 2000

/** Makes the crowd of a running program so many people strong. */
export function seedCrowd(dataDir: string, people: number) {
  const command = join(import.meta.dirname, '..', '..', 'bin', 'seed.mjs')
  execFileSync(process.execPath, [command, '--people', String(people)], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Those of a crowd of `size` who can sign in, and where they sit: at home, behind a few large mobile networks, on the campus. */
export function visitors(size: number): Visitor[] {
  const now = new Date('2026-11-22T00:00:00Z')
  const all: Visitor[] = []
  for (let number = 0; number < size - SET_NEW_PASSWORDS; number++) {
    const { person, withPassword } = crowdMember(number, 'agh.edu.pl', now)
    if (!withPassword || person.closedAt || person.disabledAt) continue
    all.push({
      login: person.assignedAddress ?? '',
      password: CROWD_PASSWORD,
      address: addressOf(number),
      scripts: number % 10 < 7,
      obeys: number % 4 !== 0,
      impatient: number % 11 === 0,
    })
  }
  return all
}

/** Of ten, five sit at home, three behind one of forty addresses of mobile networks, two behind one of twenty of the campus. */
function addressOf(number: number): string {
  const place = (number * 7) % 10
  if (place < 5) return `83.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
  return place < 8 ? `5.173.0.${number % 40}` : `10.20.0.${number % 20}`
}
