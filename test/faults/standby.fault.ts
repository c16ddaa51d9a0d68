import { expect, test } from 'vitest'
import { debianPair } from './debian-pair.ts'
import { breakableUniversity } from './place.ts'
import { cannotBeMade } from './possible.mjs'
import { report } from './report.ts'
import { beginStorm } from './storm.ts'
import { signInWorks } from './strikes.ts'

const impossible = cannotBeMade().standby

test.skipIf(impossible)(
  'the primary dies under people at work, the standby is promoted, and nothing that was acknowledged is missing',
  async () => {
    const pair = await debianPair()
    const place = await breakableUniversity({ nodes: 2, humans: 16, postgres: pair.primary })
    const storm = beginStorm(place, { atOnce: 5 })
    await new Promise((resolve) => setTimeout(resolve, 10_000))
    await storm.look()

    const mend = place.break('the primary is gone', { forgets: true })
    await pair.primary.kill()
    const begun = performance.now()
    await pair.promote()
    for (const cable of [...place.cables, place.looking]) cable.target = { path: pair.standbySocket }
    const promoted = performance.now()
    await signInWorks(place)
    const seconds = (performance.now() - promoted) / 1000
    mend()
    await storm.look()
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    await storm.calm()
    report('a promoted standby', {
      'seconds to promote': ((promoted - begun) / 1000).toFixed(2),
      'seconds from then to a sign-in at both nodes': seconds.toFixed(2),
      ...storm.journeys,
      violations: storm.violations.length,
    })
    expect(storm.violations).toEqual([])
    expect(seconds).toBeLessThan(5)
    expect(storm.journeys.done).toBeGreaterThan(10)
    for (const node of place.nodes) expect(node.starts).toBe(1)
  },
  600_000,
)
