import { displayName, type Person } from '../../../people/index.ts'
import { ErrorSummary, Form, TextArea, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { type ReasonFault, withoutNationalId } from '../../reason.ts'
import type { StayingPart } from '../obstacle.ts'
import type { MergeView } from '../tasks.ts'
import { reasonTexts, stayingTexts, texts } from '../texts.ts'

interface MergePageProps {
  staff: Pick<Staff, 'person'>
  view: MergeView
  /** It has just been undone, but for these. */
  stays?: readonly StayingPart[] | undefined
  refused?: { because: ReasonFault; reason: string } | undefined
  notPossible?: boolean | undefined
}

/** What was merged, when and by whom, and the way back while there is one. */
export function MergePage({ staff, view, stays = [], refused, notPossible }: MergePageProps) {
  const { say, time } = usePage()
  const { merge, kept, gone, by, canUndo } = view
  const title = say(texts.mergedTitle, { name: displayName(kept) })
  const error = refused && say(reasonTexts[refused.because])
  return (
    <DeskPage title={title} staff={staff} here="people" error={error !== undefined || notPossible}>
      {(error !== undefined || notPossible) && (
        <ErrorSummary
          title={say(texts.notMerged)}
          items={error === undefined ? [] : [{ href: '#reason', text: error }]}
        >
          {notPossible && <p>{say(texts.tooLate)}</p>}
        </ErrorSummary>
      )}
      <h1>{title}</h1>
      {merge.undoneAt && (
        <div role="status">
          <p>{say(texts.undone)}</p>
          {stays.length > 0 && (
            <>
              <p>{say(texts.stays)}</p>
              <ul>
                {stays.map((part) => (
                  <li key={part}>{say(stayingTexts[part])}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      <dl class="facts">
        <dt>{say(texts.keptRecord)}</dt>
        <dd>
          <PersonLink person={kept} />
        </dd>
        <dt>{say(texts.goneRecord)}</dt>
        <dd>
          <PersonLink person={gone} />
        </dd>
        <dt>{say(texts.mergedOn)}</dt>
        <dd>{time.moment(merge.mergedAt)}</dd>
        <dt>{say(texts.mergedBy)}</dt>
        <dd>{by ? displayName(by) : merge.by}</dd>
        <dt>{say(texts.reason)}</dt>
        <dd>{merge.reason}</dd>
        <dt>{say(merge.undoneAt ? texts.undoneOn : texts.undoUntil)}</dt>
        <dd>{time.moment(merge.undoneAt ?? merge.undoUntil)}</dd>
      </dl>
      {canUndo && (
        <Form action={`/desk/merges/${merge.id}/undo`}>
          <p>{say(texts.undoLead)}</p>
          <TextArea
            id="reason"
            name="reason"
            label={say(texts.reason)}
            hint={say(texts.reasonHint)}
            error={error}
            value={withoutNationalId(refused?.reason ?? '')}
            rows={2}
            maxLength={500}
            autocomplete="off"
            required
          />
          <p class="actions">
            <button class="button quiet" type="submit">
              {say(texts.undo)}
            </button>
          </p>
        </Form>
      )}
      {!canUndo && !merge.undoneAt && <p>{say(texts.tooLate)}</p>}
    </DeskPage>
  )
}

function PersonLink({ person }: { person: Person }) {
  return <a href={`/desk/people/${person.id}`}>{[displayName(person), person.usosId].filter(Boolean).join(', ')}</a>
}
