import type { PolicyContext } from '../credentials/index.ts'
import type { Example } from '../web/index.ts'
import { AssignedPage } from './pages/assigned.tsx'
import { CodePage } from './pages/code.tsx'
import { DeadCodePage } from './pages/dead-code.tsx'
import { DeadLinkPage } from './pages/dead-link.tsx'
import { DonePage } from './pages/done.tsx'
import { QuestionClosedPage } from './pages/question-closed.tsx'
import { RequestPage, type RequestPageProps } from './pages/request.tsx'
import { SentPage } from './pages/sent.tsx'
import { SetPasswordPage, type SetPasswordPageProps } from './pages/set-password.tsx'
import { SIGN_IN } from './sign-in-path.ts'

const address = 'alicja.wrona@student.agh.edu.pl'
const context: PolicyContext = {
  profile: 'manual',
  personal: { givenNames: ['Alicja'], surnames: ['Wrona'], login: address, otherAddresses: [] },
  personalDataIsPartial: true,
  contextWords: [],
}

const request = (props: Partial<RequestPageProps> = {}) => <RequestPage back={SIGN_IN} {...props} />
const setPassword = (props: Partial<SetPasswordPageProps> = {}) => (
  <SetPasswordPage
    proof={{ link: 'k7QdR2mWx9Tz' }}
    address={address}
    context={context}
    question={{ asked: true, answersPerLink: 3, letters: false }}
    {...props}
  />
)

export const examples: readonly Example[] = [
  { name: 'reset-request', title: 'Type your university email address (Fig. 3)', render: () => request() },
  {
    name: 'reset-request-incomplete',
    title: 'Half an address',
    render: () => request({ typed: 'alicja.wrona', refusal: 'incomplete' }),
  },
  {
    name: 'link-sent',
    title: 'A link has been sent',
    render: () => <SentPage address={address} lifetime={3_600_000} asksQuestion signIn={SIGN_IN} />,
  },
  {
    name: 'link-to-assigned-address',
    title: 'From the letter that tells which address is assigned',
    render: () => <AssignedPage address="b***@agh.edu.pl" seal="example" />,
  },
  {
    name: 'link-to-assigned-address-asked',
    title: 'The same letter, once the desk has been asked for its address',
    render: () => (
      <AssignedPage
        address="b***@agh.edu.pl"
        seal="example"
        asked={{ case: 'R-2026-0418', waitsFor: 'desk', by: new Date('2026-11-24T12:00:00Z') }}
      />
    ),
  },
  {
    name: 'link-to-assigned-address-answer',
    title: 'The same letter, once the desk has asked back',
    render: () => (
      <AssignedPage
        address="b***@agh.edu.pl"
        seal="example"
        asked={{ case: 'R-2026-0418', waitsFor: 'person', by: new Date('2026-11-24T12:00:00Z') }}
      />
    ),
  },
  { name: 'set-password', title: 'You are setting a new password (Fig. 4)', render: () => setPassword() },
  {
    name: 'set-password-errors',
    title: 'A password that breaks a rule, repeated differently',
    render: () =>
      setPassword({
        refusal: {
          faults: { repeat: 'differs' },
          reasons: [{ id: 'digit-or-special-missing', rule: 'classes' }],
          rules: [
            { id: 'length', state: 'met' },
            { id: 'classes', state: 'broken' },
            { id: 'personal-data', state: 'met' },
            { id: 'history', state: 'later' },
          ],
        },
      }),
  },
  {
    name: 'set-password-wrong-answer',
    title: 'An answer that does not agree with the records',
    render: () => setPassword({ refusal: { faults: { answer: 'wrong' }, reasons: [], rules: [] } }),
  },
  {
    name: 'set-password-strict',
    title: 'Under the strict profile: no question',
    render: () => setPassword({ context: { ...context, profile: 'strict' }, question: { asked: false } }),
  },
  {
    name: 'link-expired',
    title: 'An expired link',
    render: () => <DeadLinkPage because="expired" address={address} />,
  },
  { name: 'link-used', title: 'A used link', render: () => <DeadLinkPage because="password-set" address={address} /> },
  {
    name: 'link-superseded',
    title: 'A superseded link',
    render: () => <DeadLinkPage because="superseded" address={address} />,
  },
  {
    name: 'link-burnt',
    title: 'A link after too many wrong answers',
    render: () => <DeadLinkPage because="too-many-wrong-answers" address={address} />,
  },
  {
    name: 'link-old-passwords',
    title: 'A link after too many earlier passwords',
    render: () => <DeadLinkPage because="too-many-old-passwords" address={address} />,
  },
  {
    name: 'link-account-changed',
    title: 'The account has changed',
    render: () => <DeadLinkPage because="account-changed" address={address} />,
  },
  { name: 'link-unknown', title: 'Without the link from the letter', render: () => <DeadLinkPage because="unknown" /> },
  {
    name: 'question-budget-spent',
    title: 'Too many wrong answers of a person',
    render: () => <QuestionClosedPage because="budget-spent" />,
  },
  {
    name: 'question-no-proof',
    title: 'A person the question cannot be put to',
    render: () => <QuestionClosedPage because="no-proof" />,
  },
  {
    name: 'one-time-code',
    title: 'A one-time code from the help desk',
    render: () => <CodePage typed={address} />,
  },
  {
    name: 'one-time-code-incomplete',
    title: 'Half an address and half a code',
    render: () => <CodePage typed="alicja.wrona" refusal={{ email: 'incomplete', code: 'not-a-code' }} />,
  },
  {
    name: 'one-time-code-refused',
    title: 'An address and a code that do not go together',
    render: () => <CodePage typed={address} refusal={{ refused: true }} />,
  },
  {
    name: 'set-password-by-code',
    title: 'Behind a one-time code: no question',
    render: () => setPassword({ proof: { code: 'k7QdR2mWx9Tz' }, question: { asked: false } }),
  },
  { name: 'one-time-code-dead', title: 'A code that does not work any more', render: () => <DeadCodePage /> },
  { name: 'password-set', title: 'The password has been set', render: () => <DonePage signIn={SIGN_IN} /> },
]
