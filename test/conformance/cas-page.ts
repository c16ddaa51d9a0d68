import { clauses } from './cas-clauses.ts'
import { clauseRows, clausesHeldIn } from './clause.ts'

const TESTS = 'test/conformance/cas.test.ts'

/** The clauses that each test of `cas.test.ts` says that it holds, by the sentence of the test. */
export const heldClauses = () => clausesHeldIn(TESTS)

/** `docs/protocols/cas.md`, written from the clauses and the tests (`npm run documents`). */
export function casPage(): string {
  const rows = clauseRows(clauses, TESTS)
  return [
    '# CAS Protocol 3.0.3, clause by clause',
    '',
    'What the specification of the Apereo Foundation (version 3.0.3 of 2017-11-23) asks of a server, in our words; what Furta does; and',
    `the test that holds it, in [\`${TESTS}\`](../../${TESTS}), which runs over the whole program. A word after the section tells several`,
    'demands of one section apart. This page is written from the tests (`npm run documents`), and a test compares the two.',
    '',
    'Not offered, as the specification leaves open: trust authentication (2.1.4, 2.2.3), a message to services when a session ends by',
    'itself (2.3.3), and targets of proxies that are no web addresses (2.7.1).',
    '',
    '| clause | what it asks | what we do | the test that holds it |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
