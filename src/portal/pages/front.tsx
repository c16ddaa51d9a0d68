import { Page, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'
import { LogIn } from './log-in.tsx'
import { News } from './news.tsx'

/** The front page for everybody (Fig. 1). `told`: this browser was signed in, and why it no longer is. */
export function FrontPage({ told }: { told?: 'logged-out' | 'session-over' | undefined }) {
  const { say, language, institution } = usePage()
  const { title, lead } = institution.portal
  return (
    <Page title={say(texts.frontTitle)} gate="closed" masthead="portal" who={<LogIn />}>
      <hgroup>
        <h1>{title[language]}</h1>
        <p>{lead[language]}</p>
      </hgroup>
      {told && (
        <p role="status">
          <b>{say(told === 'logged-out' ? texts.loggedOut : texts.sessionOver)}</b>
        </p>
      )}
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
