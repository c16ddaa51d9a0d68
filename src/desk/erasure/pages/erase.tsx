import { displayName } from '../../../people/index.ts'
import { type ErrorItem, ErrorSummary, Field, Form, TextArea, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { withoutNationalId } from '../../reason.ts'
import { texts as deskTexts } from '../../texts.ts'
import type { EraseFaults, EraseForm, ToErase } from '../tasks.ts'
import { texts } from '../texts.ts'

export interface ErasePageProps {
  staff: Pick<Staff, 'person'>
  who: ToErase
  faults?: EraseFaults | undefined
  /** What was sent and refused. */
  sent?: EraseForm | undefined
  hindrance?: 'works-at-desk' | 'merged' | 'busy' | undefined
}

/** Says what goes and what stays, and asks for the login once more. */
export function ErasePage({ staff, who, faults = {}, sent, hindrance }: ErasePageProps) {
  const { say } = usePage()
  const { person, wanted, mergedInto } = who
  const name = displayName(person)
  const errors = useErrors(faults, wanted)
  const worksAtDesk = person.roles.length > 0
  const refused = errors.items.length > 0 || hindrance === 'busy'
  return (
    <DeskPage title={say(texts.title, { name })} staff={staff} here="people" error={refused}>
      {refused && (
        <ErrorSummary title={say(texts.notErased)} items={errors.items}>
          {hindrance === 'busy' && <p>{say(texts.busy)}</p>}
        </ErrorSummary>
      )}
      <hgroup>
        <h1>{say(texts.title, { name })}</h1>
        <p>{say(texts.lead)}</p>
      </hgroup>
      {mergedInto !== undefined ? (
        <p>
          {say(texts.merged)} <a href={`/desk/people/${mergedInto}/erase`}>{say(texts.toMerged)}</a>
        </p>
      ) : worksAtDesk ? (
        <p>
          {say(texts.worksAtDesk)} <a href={`/desk/roles/${person.id}`}>{say(texts.toRoles)}</a>
        </p>
      ) : (
        <div class="split">
          <div>
            <section aria-labelledby="goes">
              <h2 id="goes">{say(texts.goes)}</h2>
              <ul>
                <li>{say(texts.goesAccount)}</li>
                <li>{say(texts.goesUse)}</li>
              </ul>
            </section>
            <section aria-labelledby="stays">
              <h2 id="stays">{say(texts.stays)}</h2>
              <ul>
                <li>{say(texts.staysTrail)}</li>
                <li>{say(texts.staysDigests)}</li>
                <li>{say(texts.staysElsewhere)}</li>
              </ul>
            </section>
          </div>
          <Form action={`/desk/people/${person.id}/erase`}>
            <Field
              id="confirmed"
              name="confirmed"
              label={say(texts.confirm, { wanted })}
              value={sent?.confirmed}
              error={errors.confirmed}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              required
            />
            <TextArea
              id="reason"
              name="reason"
              label={say(texts.reason)}
              hint={say(texts.reasonHint)}
              value={withoutNationalId(sent?.reason ?? '')}
              error={errors.reason}
              required
            />
            <p class="actions">
              <button class="button" type="submit">
                {say(texts.erase)}
              </button>{' '}
              <a href={`/desk/people/${person.id}`}>{say(texts.back)}</a>
            </p>
          </Form>
        </div>
      )}
    </DeskPage>
  )
}

const reasons = {
  missing: texts.reasonMissing,
  'too-long': texts.reasonTooLong,
  'national-id': deskTexts.nationalIdDotted,
  name: texts.reasonName,
} as const

function useErrors({ confirmed, reason }: EraseFaults, wanted: string) {
  const { say } = usePage()
  const confirmedError = confirmed && say(texts.wrongConfirmation, { wanted })
  const reasonError = reason && say(reasons[reason])
  const items: ErrorItem[] = []
  if (confirmedError !== undefined) items.push({ href: '#confirmed', text: confirmedError })
  if (reasonError !== undefined) items.push({ href: '#reason', text: reasonError })
  return { confirmed: confirmedError, reason: reasonError, items }
}
