import { usePage } from '../../../web/index.ts'
import type { Staff } from '../../desk-route.ts'
import { DeskPage } from '../../pages/desk-page.tsx'
import { texts } from '../texts.ts'

/** Under which number the activity knows the person from now on; shown once. */
export function ErasedPage({ staff, pseudonym }: { staff: Pick<Staff, 'person'>; pseudonym: string }) {
  const { say } = usePage()
  return (
    <DeskPage title={say(texts.doneTitle)} staff={staff} here="people">
      <hgroup>
        <h1>{say(texts.doneTitle)}</h1>
        <p role="status">{say.rich(texts.doneLead, { pseudonym: <code>{pseudonym}</code> })}</p>
      </hgroup>
      <p>{say(texts.doneTell)}</p>
      <p>
        <a href="/desk/people">{say(texts.toPeople)}</a>
      </p>
    </DeskPage>
  )
}
