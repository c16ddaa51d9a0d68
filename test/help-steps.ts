import { systemRandom } from '../src/world/index.ts'
import { testKeys } from './morning.ts'
import type { University } from './university.ts'
import type { Page, Visitor } from './visitor.ts'

const RIGHT = 'I have the right to register for university elective subjects, but my USOS account is not yet available'

/** Three facts that agree with nobody in particular. */
export const facts = { 'Field of study:': 'Computer Science', 'Album number:': '402113', [RIGHT]: 'yes' }

/** Sends the form of section 3.1, in English. */
export async function askForHelp(visitor: Visitor, mailbox: string, more: Record<string, string> = {}) {
  const page = await visitor.open('/not-recognized/student')
  return visitor.submit(page, 'Send the request', { 'Your student mailbox:': mailbox, ...facts, ...more })
}

/** The whole way to the desk: form, letter, one press. */
export async function helpRequest(place: University, mailbox: string, more: Record<string, string> = {}) {
  const visitor = place.visitor()
  await askForHelp(visitor, mailbox, more)
  const link = await place.mailbox.linkFor(mailbox)
  const page = await confirm(visitor, await visitor.open(link))
  return { visitor, link, page }
}

export function confirm(visitor: Visitor, page: Page) {
  return visitor.submit(page, 'Confirm and send to the registration desk')
}

/** What the tasks behind the pages need, for what other chapters call. */
export function helpParts(place: University) {
  return { ...place, world: { clock: place.clock, random: systemRandom }, keys: testKeys.app }
}
