import type { Example } from './examples.ts'
import { ProblemPage } from './pages/problem.tsx'
import type { ProblemKind } from './problem.ts'

const kinds: readonly (readonly [ProblemKind, string])[] = [
  ['broken', 'Something went wrong'],
  ['busy', 'Too busy'],
  ['away', 'The database is away'],
  ['too-many', 'Too many attempts'],
  ['forbidden-form', 'A form of another browser'],
  ['expired-form', 'A form open too long'],
  ['form-without-cookie', 'A browser without cookies'],
  ['not-found', 'No such page'],
  ['bad-request', 'A changed form or address'],
  ['unknown-host', 'Another host name'],
  ['too-large', 'Too much text'],
]

/** The pages that only the frame has. */
export const frameExamples: readonly Example[] = kinds.map(([kind, title]) => ({
  name: kind,
  title,
  render: () => (
    <ProblemPage kind={kind} openAgain="/reset-password" retryAfterMs={kind === 'too-many' ? 90_000 : undefined} />
  ),
}))
