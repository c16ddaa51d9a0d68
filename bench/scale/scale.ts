import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { untilSettled } from '../audit.ts'
import type { Figure } from '../figures.ts'
import { withTheMachine } from '../machine.ts'
import { FOR_MANY_PEOPLE } from '../people.ts'
import { withProgram } from '../program.ts'
import { LIBRARY_AS_CLIENT } from '../relying-party.ts'
import { inTurn } from './compare.ts'
import { type Asked, proveSecondFactors, university } from './university.ts'

const SMALL = 1000
const LARGE = Number(process.env.SCALE_PEOPLE ?? 225_000)

/** Every request comes from one machine, and some people are asked for again and again. */
const environment = {
  ...FOR_MANY_PEOPLE,
  LETTERS_PER_SOURCE: '1000000',
  LETTERS_OVERALL: '1000000',
  LETTERS_PER_HOUR: '1000',
  LETTERS_PER_DAY: '1000',
  LETTER_COOLDOWN: '0s',
  HELP_REQUESTS_PER_SOURCE: '100000',
  HELP_REQUESTS_OVERALL: '1000000',
  STAFF_IDLE: '1h',
  ANSWER_FLOOR: '0ms',
}

/**
 * The same requests to two programs that run side by side, one over 1,000 people and one over 225,000, each with sessions, letters, cases
 * and events in proportion. They are asked in turn, so that whatever else the machine does is met by both alike.
 */
export async function scale(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-bench-'))
  const services = join(folder, 'services.yaml')
  writeFileSync(services, LIBRARY_AS_CLIENT)
  const over = <Result>(people: number, work: (asked: Asked) => Promise<Result>) =>
    withProgram(
      async (program, dataDir) => {
        const asked = await university(program, dataDir, people)
        try {
          return await work(asked)
        } finally {
          await asked.end()
        }
      },
      { ...environment, SERVICES_FILE: services },
    )
  try {
    return await over(SMALL, (small) => over(LARGE, (large) => compare({ small, large })))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function compare(both: Record<'small' | 'large', Asked>): Promise<Figure[]> {
  for (const { database } of Object.values(both)) await untilSettled(database)
  return withTheMachine(async () => {
    for (const { database } of Object.values(both)) await proveSecondFactors(database)
    return inTurn(both)
  })
}
