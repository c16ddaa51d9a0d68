import type { Settings } from './config/index.ts'
import type { CastEntry } from './demo/index.ts'

/** What a stranger needs to know after the start: where to go, who can sign in, where the mail is. */
export function welcome(settings: Settings, program: { origin: string; people: readonly CastEntry[] }): string {
  const { origin, people } = program
  const lines = [
    `Furta is open at ${origin}/`,
    `  sign in    ${origin}/cas/login`,
    `  set or reset a password    ${origin}/reset-password`,
  ]
  if (people.length > 0) {
    const width = Math.max(...people.map(({ login }) => login.length))
    lines.push(
      '',
      'People of the demo university, all invented:',
      ...people.map(
        ({ login, password, pesel }) =>
          `  ${login.padEnd(width)}  password ${password ?? '(none yet: set one)'}  PESEL ${pesel ?? '(none)'}`,
      ),
      `  everybody  ${origin}/dev`,
      '',
      `Letters    ${settings.SMTP_URL === undefined ? `${origin}/dev/mail` : 'are handed to the server of SMTP_URL; those of invented people stay at /dev/mail'}`,
    )
  }
  return [...lines, '', 'Ctrl-C ends it.'].join('\n')
}
