import { Browser, type OpenForm } from './browser.ts'
import type { RunningProgram } from './program.ts'

const SESSIONS = 200

/**
 * A session of a measurement asks a service for as much as hundreds of people, each of whom is below the tenth that costs no statement: that
 * is what its figures stand for (decision 164).
 */
export const FOR_MANY_PEOPLE = { TICKETS_PER_SERVICE: '1000000' }

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

/** People who have signed in on several devices each, as on the morning of registration: the cookies of every session. */
export async function openSessions(program: RunningProgram): Promise<Map<string, string>[]> {
  const people = await peopleWithPasswords(program)
  const browser = new Browser(program.origin)
  const sessions: Map<string, string>[] = []
  for (let turn = 0; turn < SESSIONS; turn += 1) {
    const person = people[turn % people.length] as Person
    const page = await browser.openForm('/cas/login')
    const { status } = await signInAs(browser, person, page)
    if (status !== 303) throw new Error(`A sign-in was answered with ${status}.`)
    sessions.push(page.cookies)
  }
  browser.close()
  return sessions
}

/** The members of the demo university by their role at the desk. */
export async function castByRole(origin: string): Promise<(role: string) => Person[]> {
  const cast = (await (await fetch(`${origin}/dev/cast.json`)).json()) as (Person & {
    state: string
    roles: readonly string[]
  })[]
  return (role) => cast.filter(({ roles, state }) => roles.includes(role) && state === 'active')
}

export async function signedInAs(origin: string, person: Person): Promise<Browser> {
  const browser = new Browser(origin)
  const { status } = await signInAs(browser, person, await browser.openForm('/cas/login'))
  if (status !== 303) throw new Error(`A sign-in was answered with ${status}.`)
  return browser
}
