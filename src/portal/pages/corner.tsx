import { Form, usePage } from '../../web/index.ts'
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

/** The same corner afterwards: the person, and `log out` on every page (req 60). */
export function LogOut({ name }: { name: string }) {
  const { say } = usePage()
  return (
    <Form class="who" action="/portal/log-out">
      <a href="/account">{name}</a>{' '}
      <button class="plain" type="submit">
        {say(texts.logOut)}
      </button>
    </Form>
  )
}
