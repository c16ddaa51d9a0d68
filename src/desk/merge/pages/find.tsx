import { displayName, type Person } from '../../../people/index.ts'
import { ErrorSummary, Field, Form, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { texts } from '../texts.ts'

/** Names the other record. What was typed is not repeated when it may be a PESEL (req 43). */
export function FindOtherPage({
  staff,
  person,
  fault,
  typed = '',
}: {
  staff: Pick<Staff, 'person'>
  person: Pick<Person, 'id' | 'givenNames' | 'surname' | 'assignedAddress'>
  fault?: 'nobody' | 'nationalId' | undefined
  typed?: string
}) {
  const { say } = usePage()
  const name = displayName(person)
  const error = fault && say(texts[fault])
  return (
    <DeskPage title={say(texts.findTitle, { name })} staff={staff} here="people" error={fault !== undefined}>
      {error && <ErrorSummary title={say(texts.notFound)} items={[{ href: '#other', text: error }]} />}
      <hgroup>
        <p>
          <a href={`/desk/people/${person.id}`}>{say(texts.back)}</a>
        </p>
        <h1>{say(texts.findTitle, { name })}</h1>
        <p>{person.assignedAddress}</p>
      </hgroup>
      <p>{say(texts.findLead)}</p>
      <Form action={`/desk/people/${person.id}/find-other`}>
        <Field
          id="other"
          name="other"
          label={say(texts.other)}
          hint={say(texts.otherHint)}
          error={error}
          value={fault === 'nationalId' ? '' : typed}
          autocomplete="off"
          required
        />
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.find)}
          </button>
        </p>
      </Form>
    </DeskPage>
  )
}
