import { clauseRows, clausesHeldIn } from './clause.ts'
import { clauses } from './scim-clauses.ts'

const TESTS = 'test/conformance/scim.test.ts'

/** The clauses that each test of `scim.test.ts` says that it holds, by the sentence of the test. */
export const heldClauses = () => clausesHeldIn(TESTS)

/** `docs/protocols/scim.md`, written from the clauses and the tests (`npm run documents`). */
export function scimPage(): string {
  const rows = clauseRows(clauses, TESTS)
  return [
    '# SCIM 2.0 (RFC 7643 and RFC 7644), clause by clause',
    '',
    'What the two RFCs of September 2015 ask of a service provider, in our words; what Furta does; and the test that holds it, in',
    `[\`${TESTS}\`](../../${TESTS}), which runs over the whole program. A word after the section tells several demands of one section`,
    'apart. This page is written from the tests (`npm run documents`), and a test compares the two. How to connect an identity system',
    'stands in [operating/scim.md](../operating/scim.md).',
    '',
    'Not offered, as the RFCs leave open: `/Bulk`, `/Me`, a search over people and groups together (each answers 501 and says why);',
    'writing to groups, which follow from people (501); change of passwords; attributes of a person that the registry has no use for.',
    '',
    '| clause | what it asks | what we do | the test that holds it |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
