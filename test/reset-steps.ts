import type { University } from './university.ts'
import type { Page, Visitor } from './visitor.ts'

/** Types an address at the request for a link (Fig. 3) and presses Next. */
export async function requestLink(visitor: Visitor, address: string): Promise<Page> {
  return visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': address })
}

/** Asks for a link from a browser of its own, and reads it in the mailbox. */
export async function linkFor(university: University, address: string): Promise<string> {
  await requestLink(university.visitor(), address)
  return university.mailbox.linkFor(address)
}

/** Asks once more, past the cooldown and the hourly share. */
export async function linkAgain(university: University, address: string): Promise<string> {
  university.clock.advance({ minutes: 25 })
  return linkFor(university, address)
}

export interface SetFields {
  pesel?: string | null | undefined
  password: string
  repeat?: string
}

/** Fills in the page behind a link (Fig. 4) and presses its button. */
export function fillSetPage(visitor: Visitor, page: Page, { pesel, password, repeat }: SetFields): Promise<Page> {
  return visitor.submit(page, 'Set password', {
    'Security question - PESEL number:': pesel ?? '',
    'New password:': password,
    'Repeat new password:': repeat ?? password,
  })
}

/** Opens a mailed link in a browser that has never been here, and fills in its page. */
export async function setPassword(university: University, link: string, fields: SetFields): Promise<Page> {
  const visitor = university.visitor()
  return fillSetPage(visitor, await visitor.open(link), fields)
}

export const GOOD_PASSWORD = 'Kasztan#77-ow-lesie'

/** Whether the ID and the password are taken at the portal. */
export async function signsIn(university: University, login: string, password: string): Promise<boolean> {
  const visitor = university.visitor()
  const page = await visitor.submit(await visitor.open('/portal/log-in'), 'Sign in', { ID: login, Password: password })
  return !page.html.includes('id="password"')
}
