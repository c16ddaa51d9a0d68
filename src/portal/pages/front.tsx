import { Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'
import { LogIn } from './corner.tsx'
import { News } from './news.tsx'

/** The front page for everybody (Fig. 1). `sessionOver`: this browser was signed in and no longer is. */
export function FrontPage({ sessionOver = false }: { sessionOver?: boolean }) {
  const { say, language, institution } = usePage()
  const { title, lead } = institution.portal
  return (
    <Page title={say(texts.frontTitle)} gate="closed" masthead="portal" who={<LogIn />}>
      <hgroup>
        <h1>{title[language]}</h1>
        <p>{lead[language]}</p>
        {sessionOver && <p role="status">{say(texts.sessionOver)}</p>}
      </hgroup>
      <p class="actions">
        <a class="button quiet" href="/reset-password">
          {say(texts.setFirstPassword)}
        </a>{' '}
        <a href="/reset-password">{say(texts.forgotPassword)}</a>
      </p>
      <News />
    </Page>
  )
}
