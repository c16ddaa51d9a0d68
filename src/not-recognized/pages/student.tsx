import { Checkbox, DeansOfficeLink, DeskLink, ErrorSummary, Field, Form, usePage } from '../../web/index.ts'
import type { StudentFaults, StudentForm } from '../help-form.ts'
import { LONGEST_FIELD_OF_STUDY } from '../help-form.ts'
import { texts } from '../texts.ts'
import { ForkPage } from './fork.tsx'
import { NoMailbox, useDomains, useMailboxError } from './mailbox.tsx'

export interface StudentPageProps {
  typed: StudentForm
  faults?: StudentFaults | undefined
  /** Names of the registry's fields of study, in the language of the page: offered, not demanded. */
  programmes: readonly string[]
}

/** Section 3.1: whoever is not connected to registration asks the desk, with three facts. */
export function StudentPage({ typed, faults, programmes }: StudentPageProps) {
  const { say } = usePage()
  const errors = useErrors(faults ?? {})
  return (
    <ForkPage of="student" summary={faults && <ErrorSummary title={say(texts.cannotSend)} items={summaryOf(errors)} />}>
      <p>
        {say.rich(texts.studentWhy, {
          unconnected: <b>{say(texts.unconnected)}</b>,
          registration: <DeskLink desk="registration" />,
        })}
      </p>
      <section aria-labelledby="ask">
        <h2 id="ask">{say(texts.askHeading)}</h2>
        <p>{say(texts.threeFacts)}</p>
        <Form action="/not-recognized/student">
          <Field
            id="mailbox"
            name="mailbox"
            type="email"
            label={say(texts.mailbox)}
            hint={say(texts.mailboxHint, useDomains())}
            error={errors.mailbox}
            value={typed.mailbox}
            autocomplete="email"
            autocapitalize="none"
            spellcheck={false}
            required
          >
            <NoMailbox fault={faults?.mailbox} />
          </Field>
          <Field
            id="field"
            name="field"
            label={say(texts.field)}
            hint={say(texts.fieldHint)}
            error={errors.field}
            value={typed.field}
            maxLength={LONGEST_FIELD_OF_STUDY}
            list="programmes"
            autocomplete="off"
            required
          >
            <datalist id="programmes">
              {programmes.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </Field>
          <Field
            id="album"
            name="album"
            label={say(texts.album)}
            hint={say(texts.albumHint)}
            error={errors.album}
            value={typed.album}
            inputmode="numeric"
            autocomplete="off"
            required
          />
          <Checkbox
            id="right"
            name="right"
            label={say(texts.right)}
            error={errors.right}
            checked={typed.right}
            required
          />
          <p class="actions">
            <button class="button" type="submit">
              {say(texts.send)}
            </button>{' '}
            <a href="/reset-password">{say(texts.goBack)}</a>
          </p>
        </Form>
      </section>
      <NotSure />
    </ForkPage>
  )
}

/** The right to register is the dean's office's to know, other accounts are the USOS desk's, the mailbox is the IT desk's. */
function NotSure() {
  const { say, language, institution } = usePage()
  return (
    <aside class="help" aria-labelledby="not-sure">
      <h2 id="not-sure">{say(texts.notSureHeading)}</h2>
      <p>{say(texts.notSure)}</p>
      {institution.deansOffices.length > 0 && (
        <details>
          <summary>{say(texts.offices)}</summary>
          <ul>
            {institution.deansOffices.map((office) => (
              <li key={office.faculty}>
                {office.facultyName[language]}: <DeansOfficeLink office={office} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <p>{say.rich(texts.otherMatter, { usos: <DeskLink desk="usos" /> })}</p>
      <p>
        {say.rich(texts.typingError, {
          again: <a href="/reset-password">{say(texts.again)}</a>,
          it: <DeskLink desk="it" />,
        })}
      </p>
    </aside>
  )
}

function useErrors(faults: StudentFaults) {
  const { say } = usePage()
  const most = { most: LONGEST_FIELD_OF_STUDY }
  return {
    mailbox: useMailboxError(faults.mailbox),
    field: faults.field && (faults.field === 'missing' ? say(texts.fieldMissing) : say(texts.fieldTooLong, most)),
    album: faults.album && say(faults.album === 'missing' ? texts.albumMissing : texts.albumNoNumber),
    right: faults.right && say(texts.rightMissing),
  }
}

function summaryOf(errors: Record<string, string | undefined>) {
  return Object.entries(errors).flatMap(([id, text]) => (text === undefined ? [] : [{ href: `#${id}`, text }]))
}
