import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { whenDone } from '../when-done.ts'
import { breakableUniversity } from './place.ts'
import { cannotBeMade } from './possible.mjs'
import { killablePostgres } from './postgres.ts'
import { report } from './report.ts'
import { beginStorm } from './storm.ts'
import { answers, answersToSignIn, signInWorks } from './strikes.ts'

const impossible = cannotBeMade()['disk full']

test.skipIf(impossible)(
  'a full disk under PostgreSQL stops people with a calm page, and with room again everything that was acknowledged is there',
  async () => {
    const folder = smallDisk('200m')
    const postgres = await killablePostgres(join(folder, 'data'))
    const place = await breakableUniversity({ nodes: 2, humans: 12, postgres })
    const storm = beginStorm(place, { atOnce: 4 })
    const seconds: number[] = []
    for (let turn = 0; turn < 2; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      const mend = place.break('disk full', { forgets: true })
      const free = fill(folder)
      await expect.poll(() => answersToSignIn(place), { timeout: 60_000 }).toContain(503)
      await new Promise((resolve) => setTimeout(resolve, 8_000))
      free()
      // The people are many for two cores that have just recovered a database: what is measured is the program.
      await storm.pause()
      // Where even its log found no room PostgreSQL has ended, and its supervisor starts it.
      await postgres.ensure()
      await answers(place)
      const back = performance.now()
      await signInWorks(place)
      seconds.push((performance.now() - back) / 1000)
      mend()
      await storm.look()
      console.log(`full the ${turn + 1}. time, a sign-in after ${seconds[turn]?.toFixed(2)} s`)
    }
    await storm.calm()
    report('a full disk', {
      times: 2,
      'seconds to a sign-in': seconds.map((one) => one.toFixed(2)).join(' and '),
      ...storm.journeys,
    })
    expect(storm.violations).toEqual([])
    expect(Math.max(...seconds)).toBeLessThan(5)
    expect(storm.journeys.done).toBeGreaterThan(5)
  },
  600_000,
)

function smallDisk(size: string) {
  const folder = mkdtempSync(join(tmpdir(), 'furta-faults-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=711`, 'tmpfs', folder])
  if (mounted.status !== 0) throw new Error(String(mounted.stderr))
  whenDone(async () => {
    spawnSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** Writes until nothing more goes in, and again whenever something was given back; gives what makes room. */
function fill(folder: string) {
  const file = join(folder, 'ballast')
  const descriptor = openSync(file, 'w')
  const write = (size: number) => {
    try {
      for (;;) writeSync(descriptor, Buffer.alloc(size))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
  const more = () => [1_048_576, 4_096].forEach(write)
  more()
  const timer = setInterval(more, 100)
  return () => {
    clearInterval(timer)
    closeSync(descriptor)
    rmSync(file)
  }
}
