import { Browser, type OpenForm } from './browser.ts'
import type { RunningProgram } from './program.ts'

export interface Person {
  readonly login: string
  readonly password: string
}

/** Those of the demo university who can sign in. */
export async function peopleWithPasswords({ origin }: RunningProgram): Promise<Person[]> {
  const cast = (await (await fetch(`${origin}/dev/cast.json`)).json()) as {
    login: string
    password: string | null
    state: string
  }[]
  return cast.flatMap(({ login, password, state }) =>
    password !== null && state === 'active' ? [{ login, password }] : [],
  )
}

export function signInAs(browser: Browser, { login, password }: Person, page: OpenForm) {
  browser.become(page)
  return browser.post('/cas/login', { form: page.form, username: login, password })
}

/** A handful of people who have signed in, a session each: their cookies. */
export async function openSessions(program: RunningProgram): Promise<Map<string, string>[]> {
  const people = (await peopleWithPasswords(program)).slice(0, 12)
  const browser = new Browser(program.origin)
  const sessions: Map<string, string>[] = []
  for (const person of people) {
    const page = await browser.openForm('/cas/login')
    const { status } = await signInAs(browser, person, page)
    if (status !== 303) throw new Error(`A sign-in was answered with ${status}.`)
    sessions.push(page.cookies)
  }
  browser.close()
  return sessions
}
