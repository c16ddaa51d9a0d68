import { ErrorSummary, Form, TextArea, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { type ReasonFault, withoutNationalId } from '../../reason.ts'
import { texts } from '../texts.ts'
import { reasonFaults } from './new-token.tsx'

interface RevokePageProps {
  staff: Pick<Staff, 'person'>
  name: string
  fault?: ReasonFault | undefined
  typed?: string | undefined
  /** Somebody else was quicker. */
  notThere?: boolean | undefined
}

/** Asks for the reason before a token is taken away. */
export function RevokePage({ staff, name, fault, typed = '', notThere }: RevokePageProps) {
  const { say } = usePage()
  const title = say(texts.revokeTitle, { name })
  const items = fault ? [{ href: '#reason', text: say(reasonFaults[fault]) }] : []
  const wrong = notThere === true || items.length > 0
  return (
    <DeskPage title={title} staff={staff} here="scim" error={wrong}>
      {wrong && (
        <ErrorSummary title={say(texts.notSaved)} items={items}>
          {notThere && <p>{say(texts.notThere)}</p>}
        </ErrorSummary>
      )}
      <hgroup>
        <h1>{title}</h1>
        <p>{say(texts.revokeAsk)}</p>
      </hgroup>
      {!notThere && (
        <Form action={`/desk/scim/${name}/revoke`}>
          <TextArea
            id="reason"
            name="reason"
            label={say(texts.reason)}
            hint={say(texts.reasonHint)}
            value={withoutNationalId(typed)}
            error={fault && say(reasonFaults[fault])}
            required
          />
          <p class="actions">
            <button class="button" type="submit">
              {say(texts.revokeButton)}
            </button>
          </p>
        </Form>
      )}
      <p class="actions">
        <a href="/desk/scim">{say(texts.back)}</a>
      </p>
    </DeskPage>
  )
}
