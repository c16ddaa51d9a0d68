import { usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { texts } from '../texts.ts'

interface TokenShownPageProps {
  staff: Pick<Staff, 'person'>
  name: string
  address: string
  token: string
}

/** A new token, this once: a digest alone is kept (req 86). */
export function TokenShownPage({ staff, name, address, token }: TokenShownPageProps) {
  const { say } = usePage()
  const title = say(texts.shownOnceTitle, { name })
  return (
    <DeskPage title={title} staff={staff} here="scim">
      <hgroup>
        <h1>{title}</h1>
        <p>{say(texts.shownOnceLead)}</p>
      </hgroup>
      <dl class="facts">
        <dt>{say(texts.address)}</dt>
        <dd>
          <code>{address}</code>
        </dd>
        <dt>{say(texts.token)}</dt>
        <dd>
          <code>{token}</code>
        </dd>
      </dl>
      <p class="actions">
        <a class="button" href="/desk/scim">
          {say(texts.back)}
        </a>
      </p>
    </DeskPage>
  )
}
