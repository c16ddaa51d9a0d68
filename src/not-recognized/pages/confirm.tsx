import type { HelpRequest } from '../../cases/index.ts'
import { Form, Page, usePage } from '../../web/index.ts'
import { texts } from '../case-texts.ts'
import { HelpFactsList } from './facts.tsx'

/** Behind the mailed link: what was typed, and the one press that proves the mailbox. Looking changes nothing (req 15). */
export function ConfirmPage({ request, action }: { request: HelpRequest; action: string }) {
  const { say, time } = usePage()
  const student = request.kind === 'student'
  return (
    <Page title={say(texts.confirmTitle)} gate="hatch">
      <hgroup>
        <h1>{say(texts.confirmTitle)}</h1>
        <p>{say(student ? texts.confirmStudent : texts.confirmTeacher)}</p>
      </hgroup>
      <HelpFactsList facts={request} />
      <Form action={action}>
        <p class="actions">
          <button class="button" type="submit">
            {say(student ? texts.confirmPressStudent : texts.confirmPressTeacher)}
          </button>
        </p>
      </Form>
      <p>
        {say(texts.confirmUntil, { moment: time.moment(request.expiresAt) })}{' '}
        {say.rich(texts.wrongFacts, {
          again: <a href={`/not-recognized/${request.kind}`}>{say(texts.fillInAgain)}</a>,
        })}
      </p>
      <p>{say(texts.notYou)}</p>
    </Page>
  )
}
