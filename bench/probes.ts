import { setTimeout as pause } from 'node:timers/promises'
import { Browser } from './browser.ts'
import { type Person, signedInAs } from './people.ts'
import type { RunningProgram } from './program.ts'

/** One who is signed in and one who is not come by ten times a second each; they are timed from `time` to `rest`. */
export function startProbes({ origin }: RunningProgram, who: Person) {
  const session: number[] = []
  const page: number[] = []
  let going = true
  let timing = false
  const probe = async (times: number[], browser: Browser) => {
    while (going) {
      const begun = performance.now()
      await browser.get('/cas/login')
      if (timing) times.push(performance.now() - begun)
      await pause(100)
    }
    browser.close()
  }
  const probes = [signedInAs(origin, who).then((browser) => probe(session, browser)), probe(page, new Browser(origin))]
  return {
    time() {
      timing = true
    },
    rest() {
      timing = false
    },
    async stop() {
      going = false
      await Promise.all(probes)
      return { session, page }
    },
  }
}
