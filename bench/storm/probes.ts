import { Browser } from '../browser.ts'
import type { RunningProgram } from '../program.ts'
import type { Visitor } from './people.ts'
import { pause } from './visit.ts'

/** One who is signed in and one who is not come by ten times a second each; they are timed from `time` to `rest`. */
export function startProbes({ origin }: RunningProgram, who: Visitor) {
  const session: number[] = []
  const page: number[] = []
  let going = true
  let timing = false
  const probe = async (times: number[], prepare: (browser: Browser) => Promise<unknown>) => {
    const browser = new Browser(origin)
    await prepare(browser)
    while (going) {
      const begun = performance.now()
      await browser.get('/cas/login')
      if (timing) times.push(performance.now() - begun)
      await pause(100)
    }
    browser.close()
  }
  const signedIn = async (browser: Browser) => {
    const { form, cookies } = await browser.openForm('/cas/login')
    const { status } = await browser.post('/cas/login', { form, username: who.login, password: who.password })
    if (status !== 303) throw new Error(`The probe was answered with ${status}.`)
    browser.become({ cookies: new Map(cookies) })
  }
  const probes = [probe(session, signedIn), probe(page, async () => {})]
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
