import { type Browser, formValue } from '../browser.ts'
import { SERVICE, validate } from '../cas.ts'
import { type Person, signInAs } from '../people.ts'
import { askForCode, exchange, userInfo } from '../relying-party.ts'
import { expectLed, expectShown, type Kinds, shown } from './kind.ts'

const PASSWORD_FIELD = 'name="password"'
const LOG_OUT = 'action="/cas/logout"'

/** Signing in and out, what a session is worth to services, and the pages in front of it. */
export const signingIn: Kinds = {
  'probe of a load balancer': ({ application }) => shown(application, '/readyz', 'ready'),
  'portal page': ({ stranger }) => {
    stranger.become()
    return shown(stranger, '/', 'href="/portal/log-in"')
  },
  'portal page of somebody signed in': ({ member }) => shown(member, '/', 'action="/portal/log-out"'),
  'sign-in page': ({ stranger }) => {
    stranger.become()
    return shown(stranger, '/cas/login', PASSWORD_FIELD)
  },
  'sign-in': ({ stranger, nextStudent }) => signIn(stranger, nextStudent()),
  'session check': ({ member }) => shown(member, '/cas/login', LOG_OUT),
  'ticket and its validation': async ({ member, application }) => {
    const answer = await member.get(`/cas/login?service=${encodeURIComponent(SERVICE)}`)
    await validate(application, /[?&]ticket=([^&#]+)/.exec(expectLed(answer, SERVICE))?.[1] ?? '')
  },
  'OpenID Connect: code at a session': ({ member, endpoints }) => askForCode(member, endpoints),
  'OpenID Connect: code exchanged for tokens': {
    async prepare({ member, application, endpoints }) {
      const code = await askForCode(member, endpoints)
      return { ask: () => exchange(application, endpoints, code) }
    },
  },
  'OpenID Connect: user info': {
    async prepare({ member, application, endpoints }) {
      const token = await exchange(application, endpoints, await askForCode(member, endpoints))
      return { ask: () => userInfo(application, endpoints, token) }
    },
  },
  'sign-out by a service': {
    async prepare({ stranger, nextStudent }) {
      await signIn(stranger, nextStudent())
      return {
        ask: async () => expectLed(await stranger.get(`/cas/logout?service=${encodeURIComponent(SERVICE)}`), SERVICE),
        check: () => shown(stranger, '/cas/login', PASSWORD_FIELD),
      }
    },
  },
  'sign-out by the button': {
    async prepare({ stranger, nextStudent }) {
      await signIn(stranger, nextStudent())
      const form = formValue((await shown(stranger, '/cas/login', LOG_OUT)).body)
      return {
        ask: async () => expectShown(await stranger.post('/cas/logout', { form }), '<h1>'),
        check: () => shown(stranger, '/cas/login', PASSWORD_FIELD),
      }
    },
  },
}

export async function signIn(browser: Browser, person: Person): Promise<void> {
  expectLed(await signInAs(browser, person, await browser.openForm('/cas/login')), '/cas/login')
}
