import { signIn } from '../attacks/steps.ts'
import type { Page } from '../visitor.ts'
import { type Place, SERVICE } from './place.ts'

interface Noted {
  readonly at: number
  readonly what: string
}

/** Each of those who come has two browsers, and each browser waits for its answer before it asks again. */
const BROWSERS_EACH = 2

/**
 * People at work until they are told to stop: each signs in, opens the account, and fetches a ticket for the library, which validates it;
 * then anew, in a fresh browser. What is not answered is noted as failed; what was acknowledged and is not there, as lost.
 */
export function load(place: Place, who: readonly string[]) {
  let stopping = false
  let requests = 0
  const failed: Noted[] = []
  const lost: Noted[] = []
  const note = (list: Noted[], what: string) => void list.push({ at: performance.now(), what })

  async function step<Answer extends Page | Response>(
    what: string,
    work: () => Promise<Answer>,
  ): Promise<Answer | undefined> {
    requests += 1
    try {
      const answer = await work()
      if (answer.status < 500) return answer
      note(failed, `${what}: ${answer.status}`)
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error
      note(failed, `${what}: ${cause}`)
    }
    return undefined
  }

  async function work(key: string) {
    const { login, password } = place.person(key)
    while (!stopping) {
      const visitor = place.visitor()
      const arrived = await step('signing in', () => signIn(visitor, login, password))
      if (!arrived) continue
      const account = await step('account', () => visitor.open('/account'))
      // Signed in, and a moment later not: an acknowledged session is lost.
      if (account && account.address.pathname !== '/account') note(lost, `session of ${key}: ${account.title}`)
      const issued = await step('ticket', () =>
        visitor.send('GET', `/cas/login?service=${encodeURIComponent(SERVICE)}`),
      )
      if (!issued) continue
      const ticket = new URL(issued.headers.get('location') ?? SERVICE).searchParams.get('ticket')
      if (!ticket) {
        note(lost, `session of ${key}: no ticket, ${issued.status}`)
        continue
      }
      const query = new URLSearchParams({ service: SERVICE, ticket })
      const validated = await step('validation', () => place.visitor().send('GET', `/cas/p3/serviceValidate?${query}`))
      if (validated && !(await validated.text()).includes('authenticationSuccess')) note(lost, `ticket of ${key}`)
    }
  }

  const working = who.flatMap((key) => Array.from({ length: BROWSERS_EACH }, () => work(key)))
  return {
    /** As many requests are under way at one moment, at most. */
    atOnce: working.length,
    requests: () => requests,
    async stop() {
      stopping = true
      await Promise.all(working)
      return { requests, failed, lost }
    },
  }
}
