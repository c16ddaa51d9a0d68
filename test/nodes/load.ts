import { signIn } from '../attacks/steps.ts'
import type { Page } from '../visitor.ts'
import { type Place, SERVICE } from './place.ts'

interface Failed {
  readonly at: number
  readonly what: string
}

/**
 * People at work until they are told to stop: each signs in, opens the account, fetches a ticket for the library, which validates it,
 * and signs out. Everything that is not answered as it should be is noted; what was acknowledged and is not there, as lost.
 */
export function load(place: Place, who: readonly string[]) {
  let stopping = false
  let requests = 0
  const failed: Failed[] = []
  const lost: string[] = []

  async function step<Answer extends Page | Response>(
    what: string,
    work: () => Promise<Answer>,
  ): Promise<Answer | undefined> {
    requests += 1
    try {
      const answer = await work()
      if (answer.status < 500) return answer
      failed.push({ at: performance.now(), what: `${what}: ${answer.status}` })
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error
      failed.push({ at: performance.now(), what: `${what}: ${cause}` })
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
      if (account && account.address.pathname !== '/account') lost.push(`session of ${key}: ${account.title}`)
      const issued = await step('ticket', () =>
        visitor.send('GET', `/cas/login?service=${encodeURIComponent(SERVICE)}`),
      )
      const location = issued?.headers.get('location')
      const ticket = location && new URL(location).searchParams.get('ticket')
      if (!ticket) continue
      const query = new URLSearchParams({ service: SERVICE, ticket })
      const validated = await step('validation', () => place.visitor().send('GET', `/cas/p3/serviceValidate?${query}`))
      if (validated && !(await validated.text()).includes('authenticationSuccess')) lost.push(`ticket of ${key}`)
    }
  }

  const working = who.flatMap((key) => [work(key), work(key)])
  return {
    requests: () => requests,
    async stop() {
      stopping = true
      await Promise.all(working)
      return { requests, failed, lost }
    },
  }
}
