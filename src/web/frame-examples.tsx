import { waitInWords } from '../language/index.ts'
import type { Example } from './examples.ts'
import { OnYourWayPage, PostBackPage } from './leaving/index.ts'
import { Page } from './page.tsx'
import { usePage } from './page-surroundings.ts'
import { ProblemPage } from './pages/problem.tsx'
import type { ProblemKind } from './problem.ts'
import { texts } from './waiting/texts.ts'
import { WaitNotice, WaitPage } from './waiting/wait-page.tsx'

const kinds: readonly (readonly [ProblemKind, string])[] = [
  ['broken', 'Something went wrong'],
  ['busy', 'Too busy'],
  ['away', 'The database is away'],
  ['too-many', 'You have to wait'],
  ['too-often', 'A browser that came too often for one service'],
  ['forbidden-form', 'A form of another browser'],
  ['expired-form', 'A form open too long'],
  ['form-without-cookie', 'A browser without cookies'],
  ['not-found', 'No such page'],
  ['bad-request', 'A changed form or address'],
  ['unknown-host', 'Another host name'],
  ['too-large', 'Too much text'],
]

const waits: ReadonlySet<ProblemKind> = new Set(['too-many', 'too-often'])

const problems: readonly Example[] = kinds.map(([kind, title]) => ({
  name: kind,
  title,
  render: () => (
    <ProblemPage kind={kind} openAgain="/reset-password" retryAfterMs={waits.has(kind) ? 90_000 : undefined} />
  ),
}))

/** The notice stands in the page where the script puts it. */
function FormThatWaits() {
  const { say } = usePage()
  return (
    <Page title={say(texts.title)} gate="closed">
      <h1>{say(texts.title)}</h1>
      <div role="status">
        <WaitNotice seconds={14} inWords={waitInWords(14)} firm={false} say={say} />
      </div>
    </Page>
  )
}

/** The pages that only the frame has. */
export const frameExamples: readonly Example[] = [
  ...problems,
  {
    name: 'on-your-way',
    title: 'From a form to a service',
    render: () => <OnYourWayPage to="https://library.example.edu/app/?ticket=ST-ExampleOfATicket" atOnce={false} />,
  },
  {
    name: 'post-back',
    title: 'A service gets its answer by a form',
    render: () => (
      <PostBackPage
        action="https://library.example.edu/app/"
        fields={{ ticket: 'ST-ExampleOfATicket' }}
        atOnce={false}
      />
    ),
  },
  {
    name: 'in-line',
    title: 'No time for a form at once: back to it by itself',
    render: () => <WaitPage seconds={3600} inWords={waitInWords(3600)} again="/cas/login" />,
  },
  {
    name: 'in-line-form-kept',
    title: 'The same beside a form that stays in the browser',
    render: () => <FormThatWaits />,
  },
]
