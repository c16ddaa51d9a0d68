import { Form, Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** Where the letter to another address leads: opening it looks, the button asks for the link. `address` is masked. */
export function AssignedPage({ address, seal }: { address: string; seal: string }) {
  const { say } = usePage()
  return (
    <Page title={say(texts.assignedTitle)} gate="letter">
      <h1>{say(texts.assignedHeading)}</h1>
      <p class="lead">{say.rich(texts.assignedLead, { address: <b>{address}</b> })}</p>
      <Form action={`/reset-password/assigned/${seal}`}>
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.assignedButton)}
          </button>{' '}
          <a href="/reset-password">{say(texts.goBack)}</a>
        </p>
      </Form>
    </Page>
  )
}
