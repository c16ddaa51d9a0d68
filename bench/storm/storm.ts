import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { withOwnInstallation } from '../alone.ts'
import { atLeast, atMost, type Figure, percentile, percentiles } from '../figures.ts'
import { LIBRARY } from '../library.ts'
import { withProgram } from '../program.ts'
import { type Morning, morning } from './morning.ts'
import { CAMPUS } from './people.ts'

/** Each with a program and a database of its own. A shared machine gets faster or slower by a tenth between a peak and the spike. */
const ROUNDS = Number(process.env.STORM_ROUNDS ?? 5)

/**
 * Noon of registration: for a minute twice as many people come as can sign in, some of whom do not wait as they are told; then those
 * who were refused come back. Each who gets in opens three services and the portal. Meanwhile somebody with a session, and somebody
 * who opens the sign-in page, are timed; some people reset their passwords; one block floods, while one person of another signs in.
 */
export async function storm(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-bench-'))
  const services = join(folder, 'services.yaml')
  writeFileSync(services, LIBRARY)
  // Without its types: with them Node would hold, in each thread of the program, what takes them away, 4 MiB and more.
  const inside = join(folder, 'inside.mjs')
  writeFileSync(
    inside,
    transformSync(readFileSync(new URL('./inside.ts', import.meta.url), 'utf8'), { loader: 'ts' }).code,
  )
  const profile = process.env.STORM_PROFILE ? ` --cpu-prof --cpu-prof-dir=${process.env.STORM_PROFILE}` : ''
  const environment = {
    SERVICES_FILE: services,
    TRUSTED_PROXIES: '127.0.0.1/32,::1/128',
    CAMPUS_NETWORKS: CAMPUS,
    STORM_INSIDE: join(folder, 'inside.json'),
    NODE_OPTIONS: `--import=${inside}${profile}`,
  }
  const mornings: Morning[] = []
  try {
    await withOwnInstallation(async (own) => {
      for (let round = 0; round < ROUNDS; round++)
        mornings.push(
          await withProgram((program, dataDir) => morning(program, dataDir, environment.STORM_INSIDE), environment, {
            own,
          }),
        )
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
  return figuresOf(mornings)
}

function figuresOf(mornings: readonly Morning[]): Figure[] {
  const each = (of: (one: Morning) => number) => mornings.map(of)
  const peak = {
    what: 'the peak of the same run',
    unit: 'sign-ins a second',
    rounds: each(({ calm }) => calm),
  }
  const timed = (what: string, times: (one: Morning) => readonly number[]): Figure => ({
    what: `${what} in the storm, p99`,
    unit: 'ms',
    rounds: each((one) => percentile(times(one), 0.99)),
    percentiles: percentiles(mornings.flatMap(times)),
    bar: atMost(50),
  })
  return [
    {
      what: 'goodput at double overload, the seconds of the flood left out',
      unit: 'sign-ins a second',
      rounds: each(({ goodput }) => goodput),
      reference: peak,
      bar: atLeast(0.9, 'ratio'),
    },
    {
      what: 'goodput in these seconds, when one block floods on top of it',
      unit: 'sign-ins a second',
      rounds: each(({ goodputInFlood }) => goodputInFlood),
      reference: peak,
      inReadme: true,
    },
    {
      what: 'sign-ins at the peak, each with three services and the portal',
      unit: 'a second',
      rounds: peak.rounds,
      reference: { what: 'raw argon2id verifications', unit: 'a second', rounds: each(({ raw }) => raw) },
    },
    timed('session check', ({ session }) => session),
    timed('sign-in page', ({ page }) => page),
    timed('CAS validation', ({ validations }) => validations),
    {
      what: 'validations that named the person',
      unit: '%',
      rounds: each(({ validated }) => validated * 100),
      bar: atLeast(100),
    },
    { what: 'people who came', unit: 'people', rounds: each(({ arrived }) => arrived) },
    { what: 'people who got in', unit: '%', rounds: each(({ share }) => share * 100), bar: atLeast(99) },
    {
      what: 'time from the beginning of the spike until 99 % of them are in',
      unit: 's',
      rounds: each(({ mostAreIn }) => mostAreIn),
      inReadme: true,
    },
    {
      what: 'time from the beginning of the spike until the last of them is in',
      unit: 's',
      rounds: each(({ lastIsIn }) => lastIsIn),
      inReadme: true,
    },
    {
      what: 'time until somebody of a block of their own is in while another block floods',
      unit: 'ms',
      rounds: each(({ alone }) => alone),
      reference: {
        what: 'until anybody is in who came in the same seconds',
        unit: 'ms',
        rounds: each(({ anybody }) => anybody),
      },
      bar: atMost(1.25, 'ratio'),
    },
    {
      what: 'new passwords by a mailed link, begun in the storm',
      unit: '',
      rounds: each(({ resetsDone }) => resetsDone),
      reference: { what: 'those begun', unit: '', rounds: each(({ resetsBegun }) => resetsBegun) },
      bar: atLeast(0.95, 'ratio'),
    },
    {
      what: 'from asking for the link until it is set, the slowest',
      unit: 's',
      rounds: each(({ resets }) => Math.max(...resets) / 1000),
    },
    {
      what: 'memory with PostgreSQL in the storm, most',
      unit: 'MiB',
      rounds: each(({ memory }) => memory),
      bar: atMost(400),
    },
  ]
}
