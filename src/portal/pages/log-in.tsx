import { usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** The upper right corner of Fig. 1: `log in`. */
export function LogIn() {
  const { say } = usePage()
  return (
    <>
      <span class="roomy">{say(texts.notLoggedIn)}</span>{' '}
      <a href="/portal/log-in">
        <b>{say(texts.logIn)}</b>
      </a>
    </>
  )
}
