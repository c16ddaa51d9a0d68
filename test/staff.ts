import { Secret, TOTP } from 'otpauth'
import { signIn } from './attacks/steps.ts'
import type { University } from './university.ts'
import type { Page, Visitor } from './visitor.ts'

/** The authenticator app on the telephone of a member of staff. */
export class App {
  readonly #totp: TOTP

  /** `secret`: as the page shows it, in groups. */
  constructor(secret: string) {
    this.#totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) })
  }

  code(at: Date) {
    return this.#totp.generate({ timestamp: at.getTime() })
  }
}

export interface StaffAtWork {
  readonly visitor: Visitor
  readonly person: ReturnType<University['person']>
  readonly app: App
  readonly recoveryCodes: readonly string[]
  /** Proves the factor again, as after a pause or before a change of weight. Moves the clock to the next code. */
  prove(): Promise<Page>
}

/**
 * Signs a member of the cast in, sets the second factor up by the mailed code, and stands at the desk:
 * `const { visitor } = await staff(furta, 'desk')`. Once for each person: another browser of theirs proves with `app`.
 */
export async function staff(place: University, key: string, node = 0): Promise<StaffAtWork> {
  const person = place.person(key)
  const visitor = place.visitor({ 'accept-language': 'en' }, node)
  await signIn(visitor, person.login, person.password)
  const { app, recoveryCodes } = await enrol(place, visitor, person.login)
  return {
    visitor,
    person,
    app,
    recoveryCodes,
    prove() {
      place.clock.advance({ seconds: 30 })
      return proveFactor(visitor, app.code(place.clock.now()))
    },
  }
}

/** Sets the second factor up, through its pages. The visitor is signed in. */
export async function enrol(place: University, visitor: Visitor, address: string) {
  const page = await visitor.submit(await visitor.open('/desk/second-factor'), 'Send a code to my mailbox')
  const app = new App(secretOn(page))
  const done = await visitor.submit(page, 'Set up the second factor', {
    'Code from the letter': await mailedCode(place, address),
    'Code from your app': app.code(place.clock.now()),
  })
  const recoveryCodes = done.document.querySelectorAll('ol code').map((code) => code.textContent.trim())
  if (recoveryCodes.length !== 10) throw new Error(`Not enrolled: ${done.status} ${done.text}`)
  return { app, recoveryCodes }
}

/** The secret that the page of enrolment shows for the app. */
export function secretOn(page: Page): string {
  const secret = page.document.querySelector('section code')?.textContent
  if (!secret) throw new Error(`No secret on "${page.title}"`)
  return secret
}

/** The one-time code of the newest letter that holds one. */
export async function mailedCode(place: University, address: string): Promise<string> {
  const codes = (await place.mailbox.letters(address)).map(
    ({ text }) => /\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b/.exec(text)?.[0],
  )
  const code = codes.filter((each) => each !== undefined).at(-1)
  if (code === undefined) throw new Error(`No letter with a code for ${address}`)
  return code
}

/** Answers the page that asks for the second factor. */
export async function proveFactor(visitor: Visitor, code: string): Promise<Page> {
  return visitor.submit(await visitor.open('/desk/second-factor'), 'Enter', { 'Code from your app': code })
}
