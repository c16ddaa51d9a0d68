import { usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { texts } from '../texts.ts'

export function NobodyPage({ staff }: { staff: Pick<Staff, 'person'> }) {
  const { say } = usePage()
  return (
    <DeskPage title={say(texts.nobodyTitle)} staff={staff} here="people">
      <hgroup>
        <h1>{say(texts.nobodyTitle)}</h1>
        <p>{say(texts.nobodyLead)}</p>
      </hgroup>
      <p class="actions">
        <a class="button" href="/desk/people">
          {say(texts.searchTitle)}
        </a>
      </p>
    </DeskPage>
  )
}
