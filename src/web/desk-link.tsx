import type { DeskName } from '../config/index.ts'
import { usePage } from './page-surroundings.ts'

/** The name of a desk, leading to its page, or to its mailbox where it has none. */
export function DeskLink({ desk }: { desk: DeskName }) {
  const { language, institution } = usePage()
  const { name, mail, page } = institution.desks[desk]
  return <a href={page?.[language] ?? `mailto:${mail}`}>{name[language]}</a>
}
