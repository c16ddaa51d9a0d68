import { setTimeout as pause } from 'node:timers/promises'
import { Browser, formValue } from './browser.ts'
import { type Person, signedInAs } from './people.ts'
import type { RunningProgram } from './program.ts'

/** One who is signed in and one who is not come by ten times a second each; they are timed from `time` to `rest`. */
export function startProbes({ origin }: RunningProgram, who: Person) {
  const session: number[] = []
  const page: number[] = []
  let going = true
  let timing = false
  const probe = async (times: number[], browser: Browser, isRight: (html: string) => boolean) => {
    while (going) {
      const begun = performance.now()
      const { status, body } = await browser.get('/cas/login')
      if (timing) times.push(performance.now() - begun)
      if (status !== 200 || !isRight(body)) throw new Error(`A probe was answered ${status}, with another page.`)
      await pause(100)
    }
    browser.close()
  }
  const isForm = (html: string) => formValue(html) !== '' && html.includes('name="password"')
  const probes = [
    signedInAs(origin, who).then((browser) => probe(session, browser, (html) => !isForm(html))),
    probe(page, new Browser(origin), isForm),
  ]
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
