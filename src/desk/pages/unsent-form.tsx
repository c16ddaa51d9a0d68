import { displayName, type Person } from '../../people/index.ts'
import { LogOut, Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'
import type { UnsentForm } from '../unsent-form.ts'

interface FormWaitsProps {
  person: Person
  form: UnsentForm
  /** The page that the form stood on. */
  back: string
}

/** The second factor is proved, and the form that was turned away for it goes with one press (decision 111). */
export function FormWaitsPage({ person, form, back }: FormWaitsProps) {
  const { say } = usePage()
  return (
    <Page title={say(texts.formWaits)} gate="open" masthead="desk" who={<LogOut who={displayName(person)} />}>
      <hgroup>
        <h1>{say(texts.formWaits)}</h1>
        <p role="status">{say(texts.formWaitsLead)}</p>
      </hgroup>
      <AsItWasSent form={form} button="button" />
      <p>
        <a href={back}>{say(texts.backWithoutSending)}</a>
      </p>
    </Page>
  )
}

interface SessionOverProps {
  /** Undefined where what was typed is lost. */
  form: UnsentForm | undefined
  back: string
}

/** The session ended before the form was sent. It waits on this page while its owner signs in on another. */
export function SessionOverPage({ form, back }: SessionOverProps) {
  const { say } = usePage()
  return (
    <Page title={say(texts.sessionOver)} gate="closed" masthead="desk">
      <hgroup>
        <h1>{say(texts.sessionOver)}</h1>
        <p role="status">{say(form ? texts.sessionOverLead : texts.sessionOverLost)}</p>
      </hgroup>
      <p class="actions">
        <a class="button" href="/cas/login?next=desk" target="_blank" rel="noopener">
          {say(texts.signInBeside)}
        </a>
      </p>
      {form && <AsItWasSent form={form} button="button quiet" />}
      <p>
        <a href={back}>{say(form ? texts.backWithoutSending : texts.backToForm)}</a>
      </p>
    </Page>
  )
}

/** A plain form: its own anti-forgery value is among its fields, so that sent twice it is still one form. */
function AsItWasSent({ form, button }: { form: UnsentForm; button: 'button' | 'button quiet' }) {
  const { say } = usePage()
  return (
    <form action={form.action} method="post">
      {form.fields.map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      <p class="actions">
        <button class={button} type="submit">
          {say(texts.sendForm)}
        </button>
      </p>
    </form>
  )
}
