import type { AccessibilityFacts } from '../config/index.ts'

/** What the law wants and the institution file does not say: the page names it, and a full statement has none. */
export type Missing =
  | 'status'
  | 'published'
  | 'updated'
  | 'prepared'
  | 'contact'
  | 'phone'
  | 'building'
  | 'communication'

export function missingIn(facts: AccessibilityFacts): Missing[] {
  const { status, published, updated, prepared, contact, building, buildingPage, communication } = facts
  const given: Record<Missing, unknown> = {
    status,
    published,
    updated,
    prepared,
    contact: contact.name && contact.mail,
    phone: contact.phone,
    building: building ?? buildingPage,
    communication,
  }
  return (Object.keys(given) as Missing[]).filter((name) => given[name] === undefined)
}
