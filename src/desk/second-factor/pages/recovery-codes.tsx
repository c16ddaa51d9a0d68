import { RECOVERY_CODES } from '../../../credentials/second-factor/index.ts'
import { Form, usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { texts } from '../texts.ts'

/** The ten codes, this once. */
export function RecoveryCodesPage({ staff, codes }: { staff: Pick<Staff, 'person'>; codes: readonly string[] }) {
  const { say } = usePage()
  return (
    <DeskPage title={say(texts.codesTitle)} staff={staff} here="second-factor">
      <hgroup>
        <h1>{say(texts.codesTitle)}</h1>
        <p>{say(texts.codesLead)}</p>
      </hgroup>
      <p>{say(texts.codesKeep)}</p>
      <ol aria-label={say(texts.codesList)}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p class="actions">
        <a class="button" href="/desk">
          {say(texts.toDesk)}
        </a>
      </p>
    </DeskPage>
  )
}

/** How many are left, and the button that makes new ones. */
export function OwnCodesPage({ staff, left }: { staff: Pick<Staff, 'person'>; left: number }) {
  const { say } = usePage()
  return (
    <DeskPage title={say(texts.ownTitle)} staff={staff} here="second-factor">
      <hgroup>
        <h1>{say(texts.ownTitle)}</h1>
        <p>{say(texts.ownLeft, { left, all: RECOVERY_CODES })}</p>
      </hgroup>
      <Form action="/desk/second-factor/recovery-codes">
        <p>{say(texts.ownLead)}</p>
        <p class="actions">
          <button class="button" type="submit">
            {say(texts.renew)}
          </button>{' '}
          <a href="/desk">{say(texts.toDesk)}</a>
        </p>
      </Form>
    </DeskPage>
  )
}
