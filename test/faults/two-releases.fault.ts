import { expect, test } from 'vitest'
import { lastRelease, THIS_PROGRAM } from '../releases.ts'
import { breakableUniversity } from './place.ts'
import { cannotBeMade } from './possible.mjs'
import { report } from './report.ts'
import { beginStorm } from './storm.ts'

const impossible = cannotBeMade()['two releases']
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test.skipIf(impossible)(
  'nodes of the last release and of this program, each request of a browser at another one, are renewed one after the other and taken back, and break no promise',
  async () => {
    const former = lastRelease()
    const place = await breakableUniversity({ nodes: 3, humans: 24, program: former.program })
    const [first, second, third] = place.nodes
    if (!first || !second || !third) throw new Error('Three nodes are needed.')
    const storm = beginStorm(place, { atOnce: 5, wandering: true })
    await wait(5_000)

    async function renew(node: typeof first, program: string) {
      const mend = place.break(`${node?.name} renewed`)
      expect(await node?.stop()).toBe(0)
      await node?.start(program)
      mend()
    }
    // The first start of this program migrates the database, under the others.
    await renew(first, THIS_PROGRAM)
    await wait(30_000)
    await storm.look()
    await renew(second, THIS_PROGRAM)
    await wait(20_000)
    await storm.look()
    await renew(third, THIS_PROGRAM)
    await wait(10_000)
    for (const node of [third, second, first]) {
      await renew(node, former.program)
      await wait(20_000)
      await storm.look()
    }
    await storm.calm()
    report('two releases side by side', {
      former: former.version,
      checks: storm.checks,
      violations: storm.violations.length,
      ...storm.journeys,
    })
    expect(storm.violations).toEqual([])
    expect(storm.journeys.done).toBeGreaterThan(100)
  },
  900_000,
)
