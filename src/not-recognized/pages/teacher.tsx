import { DeskLink, ErrorSummary, Field, Form, TextArea, usePage } from '../../web/index.ts'
import { LONGEST_NOTE, type TeacherFaults, type TeacherForm } from '../help-form.ts'
import { texts } from '../texts.ts'
import { ForkPage } from './fork.tsx'
import { NoMailbox, useDomains, useMailboxError } from './mailbox.tsx'

export interface TeacherPageProps {
  typed: TeacherForm
  faults?: TeacherFaults | undefined
}

/** Section 3.2: try another address, then ask the desk. The first form is the request for a link (manual, section 2). */
export function TeacherPage({ typed, faults }: TeacherPageProps) {
  const { say } = usePage()
  const mailbox = useMailboxError(faults?.mailbox)
  const note =
    faults?.note &&
    (faults.note === 'missing' ? say(texts.noteMissing) : say(texts.noteTooLong, { most: LONGEST_NOTE }))
  const items = [
    { href: '#mailbox', text: mailbox ?? '' },
    { href: '#note', text: note ?? '' },
  ].filter(({ text }) => text !== '')
  return (
    <ForkPage of="teacher" summary={faults && <ErrorSummary title={say(texts.cannotSend)} items={items} />}>
      <p>{say.rich(texts.teacherWhy, { another: <b>{say(texts.another)}</b> })}</p>
      <section aria-labelledby="try">
        <h2 id="try">{say(texts.tryHeading)}</h2>
        <Form action="/reset-password">
          <Field
            id="email"
            name="email"
            type="email"
            label={say(texts.otherAddress)}
            hint={say(texts.otherAddressHint)}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
          />
          <p class="actions">
            <button class="button" type="submit">
              {say(texts.next)}
            </button>{' '}
            <a href="/reset-password">{say(texts.goBack)}</a>
          </p>
        </Form>
      </section>
      <section aria-labelledby="ask">
        <h2 id="ask">{say(texts.noneHelpsHeading)}</h2>
        <p>{say.rich(texts.noneHelps, { usos: <DeskLink desk="usos" /> })}</p>
        <Form action="/not-recognized/teacher">
          <Field
            id="mailbox"
            name="mailbox"
            type="email"
            label={say(texts.readMailbox)}
            hint={say(texts.readMailboxHint, useDomains())}
            error={mailbox}
            value={typed.mailbox}
            autocomplete="email"
            autocapitalize="none"
            spellcheck={false}
            required
          >
            <NoMailbox fault={faults?.mailbox} />
          </Field>
          <TextArea
            id="note"
            name="note"
            label={say(texts.note)}
            hint={say(texts.noteHint, { most: LONGEST_NOTE })}
            error={note}
            value={typed.note}
            maxLength={LONGEST_NOTE}
            required
          />
          <p class="actions">
            <button class="button quiet" type="submit">
              {say(texts.send)}
            </button>
          </p>
        </Form>
        <p>{say.rich(texts.itForMailbox, { it: <DeskLink desk="it" /> })}</p>
      </section>
    </ForkPage>
  )
}
