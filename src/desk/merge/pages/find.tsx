import { displayName, type Person } from '../../../people/index.ts'
import { ErrorSummary, Field, Form, TextArea, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { type ReasonFault, withoutNationalId } from '../../reason.ts'
import { reasonTexts, texts } from '../texts.ts'

/** An id that was neither added nor removed, and the reason as it was sent. */
interface IdRefused {
  readonly usosId: string
  readonly because: ReasonFault
  readonly reason: string
}

/** Names the other record. What was typed is not repeated when it may be a PESEL (req 43). */
export function FindOtherPage({
  staff,
  person,
  fault,
  typed = '',
  ids = [],
  unknownId,
  refused,
  done = false,
}: {
  staff: Pick<Staff, 'person'>
  person: Pick<Person, 'id' | 'givenNames' | 'surname' | 'assignedAddress'>
  fault?: 'nobody' | 'nationalId' | 'notPossible' | undefined
  typed?: string
  /** USOS ids that mean this person too. */
  ids?: readonly { readonly usosId: string; readonly ofMerge: boolean }[]
  /** What was typed is nobody's, and may be a USOS id. */
  unknownId?: string | undefined
  refused?: IdRefused | undefined
  done?: boolean | undefined
}) {
  const { say } = usePage()
  const name = displayName(person)
  const error = fault && say(texts[fault])
  const summary = [
    ...(error === undefined ? [] : [{ href: '#other', text: error }]),
    ...(refused ? [{ href: `#reason-${refused.usosId}`, text: say(reasonTexts[refused.because]) }] : []),
  ]
  return (
    <DeskPage title={say(texts.findTitle, { name })} staff={staff} here="people" error={summary.length > 0}>
      {summary.length > 0 && <ErrorSummary title={say(refused ? texts.notMerged : texts.notFound)} items={summary} />}
      <hgroup>
        <p>
          <a href={`/desk/people/${person.id}`}>{say(texts.back)}</a>
        </p>
        <h1>{say(texts.findTitle, { name })}</h1>
        <p>{person.assignedAddress}</p>
      </hgroup>
      {done && <p role="status">{say(texts.idChanged)}</p>}
      {unknownId !== undefined && (
        <>
          <p>{say(texts.unknownId, { usosId: unknownId })}</p>
          <IdForm person={person.id} usosId={unknownId} what="add" refused={refused} />
        </>
      )}
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
      {ids.length > 0 && (
        <section aria-labelledby="ids">
          <h2 id="ids">{say(texts.ids)}</h2>
          {ids.map(({ usosId, ofMerge }) =>
            ofMerge ? (
              <p key={usosId}>
                {usosId}: {say(texts.ofMerge)}
              </p>
            ) : (
              <IdForm key={usosId} person={person.id} usosId={usosId} what="remove" refused={refused} />
            ),
          )}
        </section>
      )}
    </DeskPage>
  )
}

function IdForm({
  person,
  usosId,
  what,
  refused,
}: {
  person: string
  usosId: string
  what: 'add' | 'remove'
  refused: IdRefused | undefined
}) {
  const { say } = usePage()
  return (
    <Form action={`/desk/people/${person}/usos-ids`}>
      <input type="hidden" name="usosId" value={usosId} />
      <input type="hidden" name="what" value={what} />
      <TextArea
        id={`reason-${usosId}`}
        name="reason"
        label={say(texts.reason)}
        hint={say(texts.reasonHint)}
        error={refused?.usosId === usosId ? say(reasonTexts[refused.because]) : undefined}
        value={withoutNationalId(refused?.usosId === usosId ? refused.reason : '')}
        rows={2}
        maxLength={500}
        autocomplete="off"
        required
      />
      <p class="actions">
        <button class="button quiet" type="submit">
          {say(what === 'add' ? texts.leadId : texts.removeId, { usosId })}
        </button>
      </p>
    </Form>
  )
}
