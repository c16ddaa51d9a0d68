import type { DeansOffice, DeskName } from '../config/index.ts'
import { usePage } from './page-surroundings.ts'

/** The name of a desk, leading to its page, or to its mailbox where it has none. */
export function DeskLink({ desk }: { desk: DeskName }) {
  const { language, institution } = usePage()
  const { name, mail, page } = institution.desks[desk]
  return <a href={page?.[language] ?? `mailto:${mail}`}>{name[language]}</a>
}

/** The same for the dean's office of a faculty. */
export function DeansOfficeLink({ office: { name, mail, page } }: { office: DeansOffice }) {
  const { language } = usePage()
  return <a href={page?.[language] ?? `mailto:${mail}`}>{name[language]}</a>
}
