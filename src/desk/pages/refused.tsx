import { displayName, type Person } from '../../people/index.ts'
import { DeskLink, LogOut, Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'
import { DeskPage } from './desk-page.tsx'

export const refusedPage = (person: Person) => <RefusedPage person={person} />

/** Somebody asks for a page that their role does not open, or has no role at all. */
function RefusedPage({ person }: { person: Person }) {
  const { say } = usePage()
  if (person.roles.length > 0) {
    return (
      <DeskPage title={say(texts.refusedTitle)} staff={{ person }}>
        <hgroup>
          <h1>{say(texts.refusedTitle)}</h1>
          <p>{say(texts.refusedLead)}</p>
        </hgroup>
      </DeskPage>
    )
  }
  return (
    <Page title={say(texts.closedTitle)} gate="closed" masthead="desk" who={<LogOut who={displayName(person)} />}>
      <hgroup>
        <h1>{say(texts.closedTitle)}</h1>
        <p>{say(texts.closedLead)}</p>
      </hgroup>
      <p>{say.rich(texts.closedHelp, { desk: <DeskLink desk="usos" /> })}</p>
      <p class="actions">
        <a class="button" href="/account">
          {say(texts.toAccount)}
        </a>
      </p>
    </Page>
  )
}
