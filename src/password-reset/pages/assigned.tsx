import { DeskLink, Form, Page, TextArea, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** The case that is there already about the address the letter came to. */
export interface AskedAlready {
  readonly case: string
  readonly waitsFor: 'desk' | 'person'
  /** The day by which the desk answers. */
  readonly by: Date
}

interface AssignedPageProps {
  address: string
  seal: string
  asked?: AskedAlready | undefined
}

/**
 * Where the letter to another address leads: opening it looks, a button acts. `address` is the assigned one, masked: it is
 * told to the mailbox in full, and nobody knows who looks over the shoulder here.
 */
export function AssignedPage({ address, seal, asked }: AssignedPageProps) {
  const { say, time } = usePage()
  const desks = { usos: <DeskLink desk="usos" />, it: <DeskLink desk="it" /> }
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
      <section aria-labelledby="unreadable">
        <h2 id="unreadable">{say(texts.unreadableHeading)}</h2>
        {asked?.waitsFor === 'desk' && (
          <p>{say.rich(texts.askedAlready, { ...desks, case: <b>{asked.case}</b>, day: time.day(asked.by) })}</p>
        )}
        {asked?.waitsFor === 'person' && <p>{say.rich(texts.answerAwaited, { case: <b>{asked.case}</b> })}</p>}
        {!asked && <p>{say.rich(texts.unreadable, desks)}</p>}
        <Form action={`/reset-password/assigned/${seal}/unreadable`}>
          <TextArea
            id="note"
            name="note"
            label={say(texts.unreadableNote)}
            hint={say(texts.unreadableNoteHint)}
            maxLength={1000}
          />
          <p class="actions">
            <button class="button quiet" type="submit">
              {say(texts.unreadableButton)}
            </button>
          </p>
        </Form>
      </section>
    </Page>
  )
}
