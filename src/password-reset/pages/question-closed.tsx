import { DeskLink, Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** Only the desk can go on. Shown to nobody but the holder of a valid link. */
export function QuestionClosedPage({ because }: { because: 'budget-spent' | 'no-proof' }) {
  const { say } = usePage()
  return (
    <Page title={say(texts.closedTitle)} gate="hatch" error>
      <hgroup>
        <h1>{say(texts.closedHeading)}</h1>
        <p role="status">{say(because === 'budget-spent' ? texts.budgetSpent : texts.noProof)}</p>
      </hgroup>
      <p>{say.rich(texts.askForCode, { usos: <DeskLink desk="usos" /> })}</p>
      <p class="actions">
        <a class="button" href="/set-password/code">
          {say(texts.haveCode)}
        </a>
      </p>
      <p class="small">{say.rich(texts.writeToDesk, { usos: <DeskLink desk="usos" />, it: <DeskLink desk="it" /> })}</p>
    </Page>
  )
}
