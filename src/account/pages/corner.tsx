import { Form, usePage } from '../../web/index.ts'
import { texts } from '../texts.ts'

/** Who is signed in, and the way out (req 60). */
export function Corner({ name }: { name: string }) {
  const { say } = usePage()
  return (
    <Form class="who" action="/cas/logout">
      <span>{name}</span>{' '}
      <button class="plain" type="submit">
        {say(texts.logOut)}
      </button>
    </Form>
  )
}
